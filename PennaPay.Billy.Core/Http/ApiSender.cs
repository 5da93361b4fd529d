using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Pace;
using PennaPay.Billy.Core.Http.Writes;
using Polly;

namespace PennaPay.Billy.Core.Http;

/// <summary>
/// The one way to every other system: wait for a turn, send, read, and turn everything that is not an answer into an
/// <see cref="ApiException"/>. Reads are tried again; a write leaves this machine at most once.
/// </summary>
internal sealed partial class ApiSender(
    IHttpClientFactory clients, RequestPacer pacer, RequestMeter meter, TimeProvider time, ILogger<ApiSender> logger)
{
    public const string HttpClientName = "Systems";

    private readonly ConcurrentDictionary<int, ResiliencePipeline> readRetries = new();

    /// <exception cref="ApiException">The system did not give the result.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<TResult> SendAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TResult : class
    {
        var profile = access.Profile;
        ApiException? answered = null;
        using var scope = access.Scope is { } about ? logger.BeginScope(about) : null;
        try
        {
            if (access.IsProbe || call is not ApiRead<TAnswer, TResult>)
                return await AttemptAsync(access, call, cancellationToken);

            return await RetryOf(profile).ExecuteAsync(
                async token =>
                {
                    try
                    {
                        return await AttemptAsync(access, call, token);
                    }
                    catch (ApiException failed) when (failed.Failure != ApiFailure.Away)
                    {
                        answered = failed;
                        throw;
                    }
                },
                cancellationToken);
        }
        catch (ApiException away) when (away.Failure == ApiFailure.Away && answered is not null)
        {
            // What this very call met is why the system counts as away: a record that always fails must not pass for an outage.
            throw answered;
        }
        catch (ApiException refused) when (profile.MayHideItsReason(refused, call.Resource))
        {
            if (await profile.FindReasonAsync(new ApiReader(this), access, refused, cancellationToken) is { } reason)
                throw reason;
            throw;
        }
    }

    /// <summary>One try, whatever the call is, whose refusal is taken at its word.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<TResult> AttemptAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TResult : class
    {
        var content = call is ApiWrite<TAnswer, TResult> write ? new OnceOnlyContent(write.Body ?? [], access.SendBy, write.BodyType) : null;
        var (profile, name, resource) = (access.Profile, access.Profile.Name, call.Resource);
        var isProbe = access.IsProbe || access.Gate?.Enter(name) == true;
        await WaitTurnAsync(access, call, cancellationToken);
        // The system may have gone away while this one waited.
        isProbe = isProbe || access.Gate?.Enter(name) == true;

        var started = time.GetTimestamp();
        var timeout = isProbe && profile.RequestTimeout > OutageGate.ProbeTimeout ? OutageGate.ProbeTimeout : profile.RequestTimeout;
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            using var request = Build(access, call.Method, call.Path, content, (call as ApiWrite<TAnswer, TResult>)?.Headers ?? []);
            SendDeadline.Current = content is null ? null : access.SendBy;
            using var response = await clients.CreateClient(HttpClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var read = call as ApiRead<TAnswer, TResult>;
            using var body = await ReadBodyAsync(response, read?.LargestAnswer ?? profile.LargestAnswer, cancellationToken, either.Token);
            read?.Budget?.Spend(body.Bytes.Length);
            TokenScrubber.Scrub(body.Bytes, access.Token);
            var took = time.GetElapsedTime(started);
            var level = LevelOf(response, isWrite: content is not null);
            Log.Answered(logger, level, name, call.Method, resource, (int)response.StatusCode, took.TotalMilliseconds);
            try
            {
                var result = Understand(access, call, response, body.Bytes);
                meter.Record(name, call.Method, (int)response.StatusCode, null, took);
                access.Gate?.Answered(isProbe);
                return result;
            }
            catch (ApiException refused)
            {
                meter.Record(name, call.Method, refused.StatusCode, ProgramMeter.Tag(refused.Failure), took);
                if (refused.Failure.MeansAway())
                    TellFailure();
                else
                    access.Gate?.Answered(isProbe);
                throw;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            meter.Record(name, call.Method, null, RequestMeter.Canceled, time.GetElapsedTime(started));
            throw new ApiRequestCanceledException(MayHaveBeenSent(), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Our timer, or the handler's own for the connection.
            throw Fail(ApiFailure.TimedOut, $"{name} did not answer in time.");
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Fail(ApiFailure.Unreadable, $"{name}'s answer is too large.", isTooLarge: true);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.InvalidResponse)
        {
            throw Fail(ApiFailure.Unreadable, "The answer is not HTTP.");
        }
        catch (InvalidDataException)
        {
            throw Fail(ApiFailure.Unreadable, $"{name}'s answer cannot be unpacked.");
        }
        catch (HttpRequestException exception) when (NeverConnected(exception))
        {
            throw Fail(
                ApiFailure.Unavailable, $"{name} cannot be reached ({exception.HttpRequestError}).", mayHaveBeenSent: false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Fail(ApiFailure.Unavailable, $"The connection to {name} broke off.");
        }

        bool MayHaveBeenSent() => content?.Begun ?? true;

        ApiException Fail(ApiFailure failure, string message, bool? mayHaveBeenSent = null, bool isTooLarge = false)
        {
            var exception = new ApiException(failure, message)
            {
                MayHaveBeenProcessed = mayHaveBeenSent ?? MayHaveBeenSent(),
                IsTooLarge = isTooLarge,
            };
            var took = time.GetElapsedTime(started);
            meter.Record(name, call.Method, null, ProgramMeter.Tag(failure), took);
            Log.Failed(logger, name, call.Method, resource, failure, exception.MayHaveBeenProcessed, took.TotalMilliseconds);
            // More than may be read is an answer, though not one to bring a system back by.
            if (!isTooLarge || isProbe)
                TellFailure();
            return exception;
        }

        void TellFailure()
        {
            if (access.TellsOutages || isProbe)
                access.Gate?.Failed();
        }
    }

    private async Task WaitTurnAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TResult : class
    {
        var (name, timeout) = (access.Profile.Name, access.Profile.RequestTimeout);
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await pacer.WaitTurnAsync(access, either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ApiRequestCanceledException(false, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            var resource = call.Resource;
            Log.Failed(logger, name, call.Method, resource, ApiFailure.TimedOut, false, timeout.TotalMilliseconds);
            throw new ApiException(ApiFailure.TimedOut, $"Too many requests to {name} were waiting.")
            {
                MayHaveBeenProcessed = false,
            };
        }
    }

    private static HttpRequestMessage Build(ApiAccess access, HttpMethod method, string path, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers)
    {
        var (profile, secret) = (access.Profile, access.Token.Reveal());
        var request = new HttpRequestMessage(method, new Uri(access.BaseAddress, path))
        {
            Content = content,
            // HTTP/2 would let the handler repeat a request that the server refuses.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Accept", profile.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", profile.UserAgent);
        if (profile.SecretPlaceOf(access) is ({ } header, var scheme))
            request.Headers.TryAddWithoutValidation(header, scheme is null ? secret : $"{scheme} {secret}");
        foreach (var (name, value) in profile.HeadersOf(access).Concat(headers))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <returns>Empty when the body of a refusal is lost: its status tells enough.</returns>
    private static async Task<AnswerBody> ReadBodyAsync(
        HttpResponseMessage response, int largest, CancellationToken caller, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerBody.ReadAsync(response.Content, largest, cancellationToken);
        }
        catch (Exception exception) when (!response.IsSuccessStatusCode && !caller.IsCancellationRequested
            && exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            return AnswerBody.Nothing();
        }
    }

    private TResult Understand<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, HttpResponseMessage response, ReadOnlySpan<byte> body)
        where TResult : class
    {
        var now = time.GetUtcNow();
        var retryAfter = ApiRefusals.RetryAfter(response.Headers, now);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            pacer.SlowDown(access, retryAfter);
        else
            pacer.Recover(access, access.Profile.ReadAllowance(response.Headers, now));

        if (!response.IsSuccessStatusCode)
            throw ApiRefusals.Of(access, response.StatusCode, body, retryAfter);

        if (call.WhenEmpty is { } nothing && (body.IsEmpty || call.EmptyWord is { } word && body.Trim(" \r\n\t"u8).SequenceEqual(Encoding.UTF8.GetBytes(word))))
            return nothing;

        var name = access.Profile.Name;
        if (call.OfBytes is { } read)
            return read(body) ?? throw Unreadable($"{name}'s answer does not hold what was asked for.");
        try
        {
            var answer = ApiJson.Parse(body, call.AnswerType);
            return answer is not null && access.Profile.IsSuccess(answer) && call.Pick(answer) is { } result
                ? result
                : throw Unreadable($"{name}'s answer does not hold what was asked for.");
        }
        catch (UnreadableValueException exception) when (exception.Field is { } field)
        {
            throw Unreadable($"{name}'s answer has a value in {field} that cannot be read.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is a name or a text that is no Unicode, which only shows when it is looked at.
            throw Unreadable($"{name}'s answer is not the JSON that was expected.");
        }

        ApiException Unreadable(string message) => new(ApiFailure.Unreadable, message)
        {
            StatusCode = (int)response.StatusCode,
            MayHaveBeenProcessed = true,
        };
    }

    // A write is a step of something that somebody may have to follow later; of reads there are many.
    private static LogLevel LevelOf(HttpResponseMessage response, bool isWrite) =>
        !response.IsSuccessStatusCode ? LogLevel.Warning : isWrite ? LogLevel.Information : LogLevel.Debug;

    private static bool NeverConnected(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private ResiliencePipeline RetryOf(ApiProfile profile) => readRetries.GetOrAdd(
        profile.ReadRetries, static (count, clock) => ReadRetry.Pipeline(count, clock), time);

    private static partial class Log
    {
        [LoggerMessage("{System} answered {Method} {Resource} with {Status} after {Milliseconds:0} ms")]
        public static partial void Answered(
            ILogger logger, LogLevel level, string system, HttpMethod method, string resource, int status,
            double milliseconds);

        [LoggerMessage(
            LogLevel.Warning,
            "{System}: {Method} {Resource} failed as {Failure} after {Milliseconds:0} ms; may have been processed: {MayHaveBeen}")]
        public static partial void Failed(
            ILogger logger, string system, HttpMethod method, string resource, ApiFailure failure, bool mayHaveBeen,
            double milliseconds);
    }
}
