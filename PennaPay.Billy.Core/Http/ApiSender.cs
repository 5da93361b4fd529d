using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using Polly;

namespace PennaPay.Billy.Core.Http;

/// <summary>One call: what to send, and what to make of the answer.</summary>
/// <param name="Method">GET is a read, anything else a write.</param>
/// <param name="Path">Relative to the base address, with the query.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="AnswerType">The answer's wire type.</param>
/// <param name="Pick">Takes the result out of the answer; null when it is not there.</param>
internal sealed record ApiCall<TAnswer, TResult>(
    HttpMethod Method, string Path, byte[]? Body, JsonTypeInfo<TAnswer> AnswerType, Func<TAnswer, TResult?> Pick)
    where TAnswer : Answer
    where TResult : class
{
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>The path without the query, which may hold what a user typed.</summary>
    public string Resource => Path.Split('?')[0];
}

/// <summary>
/// The one way to Billy: wait for a turn, send, read, and turn everything that is not an answer into a
/// <see cref="ApiException"/>. Reads are tried again; a write leaves this machine at most once.
/// </summary>
internal sealed partial class ApiSender
{
    public const string HttpClientName = "Billy";
    public const int MaxAnswerBytes = 20 * 1024 * 1024;

    private readonly IHttpClientFactory clients;
    private readonly RequestPacer pacer;
    private readonly TimeProvider time;
    private readonly ILogger<ApiSender> logger;
    private readonly TimeSpan timeout;
    private readonly ResiliencePipeline readRetry;

    public ApiSender(
        IHttpClientFactory clients,
        RequestPacer pacer,
        IOptions<BillyOptions> options,
        TimeProvider time,
        ILogger<ApiSender> logger)
    {
        this.clients = clients;
        this.pacer = pacer;
        this.time = time;
        this.logger = logger;
        timeout = options.Value.RequestTimeout;
        readRetry = ReadRetry.Pipeline(options.Value.MaxReadRetries, time);
    }

    /// <exception cref="ApiException">Billy did not give the result.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<TResult> SendAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TAnswer : Answer
        where TResult : class
    {
        try
        {
            if (!call.IsRead)
                return await AttemptAsync(access, call, cancellationToken);

            return await readRetry.ExecuteAsync(
                static async (state, token) => await state.Sender.AttemptAsync(state.Access, state.Call, token),
                (Sender: this, Access: access, Call: call),
                cancellationToken);
        }
        catch (ApiException refused) when (BillyRefusals.MayMeanLocked(refused) && call.Path != Organization.Path)
        {
            var (isLocked, reason) = await ReadLockAsync(access, cancellationToken);
            if (!isLocked)
                throw;

            throw new ApiException(ApiFailure.Locked, refused.Message)
            {
                Said = refused.Said,
                StatusCode = refused.StatusCode,
                ErrorCode = refused.ErrorCode,
                LockedReason = reason,
                MayHaveBeenProcessed = refused.MayHaveBeenProcessed,
            };
        }
    }

    /// <summary>The organisation behind the token.</summary>
    public static ApiCall<OrganizationAnswer, BillyOrganization> Organization { get; } = new(
        HttpMethod.Get, "organization", null, BillyAnswers.Default.OrganizationAnswer, answer => answer.Organization);

    private async Task<TResult> AttemptAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TAnswer : Answer
        where TResult : class
    {
        var content = call.IsRead ? null : new OnceOnlyContent(call.Body ?? []);
        await WaitTurnAsync(access, call, cancellationToken);

        var resource = call.Resource;
        var started = time.GetTimestamp();
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            using var request = Build(access, call.Method, call.Path, content);
            using var response = await clients.CreateClient(HttpClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadBodyAsync(response, cancellationToken, either.Token);
            var level = response.IsSuccessStatusCode ? LogLevel.Debug : LogLevel.Warning;
            var elapsed = Milliseconds();
            Log.Answered(logger, level, call.Method, resource, (int)response.StatusCode, elapsed);
            return Understand(access, call, response, body);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ApiRequestCanceledException(MayHaveBeenSent(), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Our timer, or the handler's own for the connection.
            throw Fail(ApiFailure.TimedOut, "Billy did not answer in time.");
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Fail(ApiFailure.Unreadable, "Billy's answer is too large.");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.InvalidResponse)
        {
            throw Fail(ApiFailure.Unreadable, "The answer is not HTTP.");
        }
        catch (InvalidDataException)
        {
            throw Fail(ApiFailure.Unreadable, "Billy's answer cannot be unpacked.");
        }
        catch (HttpRequestException exception) when (NeverConnected(exception))
        {
            throw Fail(
                ApiFailure.Unavailable, $"Billy cannot be reached ({exception.HttpRequestError}).", mayHaveBeenSent: false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Fail(ApiFailure.Unavailable, "The connection to Billy broke off.");
        }

        double Milliseconds() => time.GetElapsedTime(started).TotalMilliseconds;

        bool MayHaveBeenSent() => content?.Begun ?? true;

        ApiException Fail(ApiFailure failure, string message, bool? mayHaveBeenSent = null)
        {
            var exception = new ApiException(failure, message)
            {
                MayHaveBeenProcessed = mayHaveBeenSent ?? MayHaveBeenSent(),
            };
            var elapsed = Milliseconds();
            Log.Failed(logger, call.Method, resource, failure, exception.MayHaveBeenProcessed, elapsed);
            return exception;
        }
    }

    private async Task WaitTurnAsync<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, CancellationToken cancellationToken)
        where TAnswer : Answer
        where TResult : class
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await pacer.WaitTurnAsync(access.Token, either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ApiRequestCanceledException(false, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            var resource = call.Resource;
            Log.Failed(logger, call.Method, resource, ApiFailure.TimedOut, false, timeout.TotalMilliseconds);
            throw new ApiException(ApiFailure.TimedOut, "Too many requests to Billy were waiting.")
            {
                MayHaveBeenProcessed = false,
            };
        }
    }

    private static HttpRequestMessage Build(ApiAccess access, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(access.BaseAddress, path))
        {
            Content = content,
            // HTTP/2 would let the handler repeat a request that the server refuses.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("PennaPay.Billy");
        request.Headers.TryAddWithoutValidation("X-Access-Token", access.Token.Reveal());
        return request;
    }

    /// <returns>Empty when the body of a refusal is lost: its status tells enough.</returns>
    private static async Task<byte[]> ReadBodyAsync(
        HttpResponseMessage response, CancellationToken caller, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (!response.IsSuccessStatusCode && !caller.IsCancellationRequested
            && exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            return [];
        }
    }

    private TResult Understand<TAnswer, TResult>(
        ApiAccess access, ApiCall<TAnswer, TResult> call, HttpResponseMessage response, byte[] body)
        where TAnswer : Answer
        where TResult : class
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            pacer.SlowDown(access.Token);
        else
            pacer.Recover(access.Token);

        if (!response.IsSuccessStatusCode)
        {
            var retryAfter = BillyRefusals.RetryAfter(response.Headers, time.GetUtcNow());
            throw BillyRefusals.Of(response.StatusCode, body, retryAfter, access.Token);
        }

        try
        {
            var answer = BillyJson.Parse(body, call.AnswerType);
            return answer is not null && answer.Meta?.Success != false && call.Pick(answer) is { } result
                ? result
                : throw Unreadable("Billy's answer does not hold what was asked for.");
        }
        catch (JsonException)
        {
            throw Unreadable("Billy's answer is not the JSON that was expected.");
        }

        ApiException Unreadable(string message) => new(ApiFailure.Unreadable, message)
        {
            StatusCode = (int)response.StatusCode,
            MayHaveBeenProcessed = true,
        };
    }

    private static bool NeverConnected(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    /// <returns>Not locked when Billy does not say.</returns>
    private async Task<(bool IsLocked, string? Reason)> ReadLockAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        try
        {
            var organization = await AttemptAsync(access, Organization, cancellationToken);
            return organization.IsLocked == true
                ? (true, SpokenText.Clean(organization.LockedReason, access.Token) ?? SpokenText.Clean(organization.LockedCode, access.Token))
                : (false, null);
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            // The first refusal is what the caller has to know.
            return (false, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage("Billy answered {Method} {Resource} with {Status} after {Milliseconds:0} ms")]
        public static partial void Answered(
            ILogger logger, LogLevel level, HttpMethod method, string resource, int status, double milliseconds);

        [LoggerMessage(
            LogLevel.Warning,
            "{Method} {Resource} failed as {Failure} after {Milliseconds:0} ms; may have been processed: {MayHaveBeen}")]
        public static partial void Failed(
            ILogger logger, HttpMethod method, string resource, ApiFailure failure, bool mayHaveBeen, double milliseconds);
    }
}
