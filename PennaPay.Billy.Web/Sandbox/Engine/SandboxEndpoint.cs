using System.Net.Mime;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>A system's API on HTTP, with the faults that were planned for it.</summary>
internal sealed class SandboxEndpoint(SandboxSystem system, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly byte[] HtmlPage =
        "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be right back</h1></body></html>"u8.ToArray();

    private static readonly byte[] HalfAnswer = """{"meta":{"time":0.01},"data":[{"id":"aB"""u8.ToArray();

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var started = time.GetTimestamp();
        var path = request.Path.Value![system.BasePath.Length..];
        var token = system.TokenOf(request);
        var entry = system.Log.Open(time.GetUtcNow(), request.Method, path + request.QueryString, token);
        var fault = system.FaultQueue.Take(token, request.Method, path + request.QueryString);
        entry.Request = entry.Request with { Fault = fault?.Kind };
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var reply = await ReplyAsync(context, path, token, started, entry, fault, gone.Token);
            if (reply is null)
                context.Abort();
            else
                await WriteAsync(context.Response, reply, gone.Token);
        }
        catch (Exception exception) when (gone.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    /// <summary>The reply, or null to cut the connection. The log is complete before anything is sent.</summary>
    private async Task<Reply?> ReplyAsync(
        HttpContext context, string path, string? token, long started, RequestLog.Entry entry, SandboxFault? fault, CancellationToken gone)
    {
        if (fault?.Kind == SandboxFaultKind.Refuse)
            return null;
        var (body, raw) = await ReadAsync(context.Request, gone);
        entry.Request = entry.Request with { Body = body };
        if (fault is not null && !CommitsFirst(fault.Kind))
        {
            await WaitAsync(fault, gone);
            if (fault.Kind == SandboxFaultKind.Hang)
                await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
            if (Instead(fault, path, started) is { } planned)
                return Complete(entry, started, planned, committed: false);
        }
        if (HttpMethods.IsOptions(context.Request.Method))
            return Complete(entry, started, new(204, null, []), committed: false);

        var now = time.GetUtcNow();
        var answer = system.Handle(new(
            context.Request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries), context.Request.Query, token, body,
            $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{system.BasePath}", entry.Request.Sequence, started)
        {
            Headers = context.Request.Headers,
            Raw = raw,
            ShowForeign = fault?.Kind == SandboxFaultKind.ForeignBody,
            IsHidden = fault?.Kind == SandboxFaultKind.StaleList ? (createdAt, createdBy) => IsHidden(fault, createdAt, createdBy, entry.Request.Sequence, now) : null,
        });
        // Whatever stands after the headers of a 204, nothing included, would break the connection.
        var type = answer.Status == StatusCodes.Status204NoContent ? null : answer.ContentType ?? Json;
        var reply = new Reply(answer.Status, type, answer.Body) { Headers = answer.Headers };
        if (fault is null || !CommitsFirst(fault.Kind))
            return Complete(entry, started, reply, answer.Committed);

        entry.Request = entry.Request with { Committed = answer.Committed };
        await WaitAsync(fault, gone);
        switch (fault.Kind)
        {
            case SandboxFaultKind.CommitThenHang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
                return null;
            case SandboxFaultKind.CommitThenDrop:
                return null;
            case SandboxFaultKind.CommitThenServerError:
                reply = ServerError(fault, path, started);
                break;
            case SandboxFaultKind.HtmlAfterCommit:
                reply = new(200, MediaTypeNames.Text.Html, HtmlPage);
                break;
            case SandboxFaultKind.TruncatedJson:
                reply = reply with { Body = reply.Body[..(reply.Body.Length / 2)] };
                break;
        }
        return Complete(entry, started, reply, answer.Committed);
    }

    private static bool CommitsFirst(SandboxFaultKind kind) => kind
        is SandboxFaultKind.CommitThenHang or SandboxFaultKind.CommitThenDrop or SandboxFaultKind.CommitThenServerError
        or SandboxFaultKind.HtmlAfterCommit or SandboxFaultKind.TruncatedJson or SandboxFaultKind.ForeignBody;

    /// <summary>What is answered in place of doing anything; null for the faults that let the request through.</summary>
    private Reply? Instead(SandboxFault fault, string path, long started) => fault.Kind switch
    {
        SandboxFaultKind.ServerError => ServerError(fault, path, started),
        SandboxFaultKind.TooManyRequests or SandboxFaultKind.Unauthorized or SandboxFaultKind.Forbidden or SandboxFaultKind.Invalid =>
            Refused(fault, path, started) with
            {
                RetryAfterSeconds = fault.Kind == SandboxFaultKind.TooManyRequests ? fault.RetryAfterSeconds : null,
            },
        SandboxFaultKind.Html => new(200, MediaTypeNames.Text.Html, HtmlPage),
        SandboxFaultKind.TruncatedWithoutCommit => new(200, Json, HalfAnswer),
        SandboxFaultKind.Endless => new(200, Json, new byte[64 * 1024]) { IsEndless = true },
        _ => null,
    };

    private Reply ServerError(SandboxFault fault, string path, long started)
    {
        var reply = fault.AsHtml
            ? new(fault.Status ?? 503, MediaTypeNames.Text.Html, HtmlPage)
            : Refused(fault, path, started);
        return reply with { RetryAfterSeconds = fault.RetryAfterSeconds };
    }

    private Reply Refused(SandboxFault fault, string path, long started)
    {
        var refusal = system.Refuse(fault.Kind, fault.Message, fault.Status ?? 503, path);
        return new(refusal.Status, system.ErrorType(refusal) ?? Json, system.Error(refusal, started));
    }

    private Task WaitAsync(SandboxFault fault, CancellationToken gone) =>
        (fault.DelayMs ?? (fault.Kind == SandboxFaultKind.Slow ? 2000 : 0)) is > 0 and var delay
            ? Task.Delay(TimeSpan.FromMilliseconds(delay), time, gone)
            : Task.CompletedTask;

    private static bool IsHidden(SandboxFault fault, DateTimeOffset createdAt, long createdBy, long sequence, DateTimeOffset now) =>
        fault.HideSeconds is { } seconds
            ? now - createdAt < TimeSpan.FromSeconds(seconds)
            : createdBy > 0 && sequence - createdBy <= (fault.HideRequests ?? 10);

    private Reply Complete(RequestLog.Entry entry, long started, Reply reply, bool committed)
    {
        entry.Request = entry.Request with
        {
            Status = reply.Status,
            Committed = committed,
            DurationMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
        return reply;
    }

    private static async Task<(JsonElement? Json, ReadOnlyMemory<byte> Raw)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length == 0)
            return default;
        var raw = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        try
        {
            return (JsonElement.Parse(raw.Span), raw);
        }
        catch (JsonException)
        {
            return (null, raw);
        }
    }

    private static async Task WriteAsync(HttpResponse response, Reply reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        if (reply.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        if (reply.ContentType is null)
            return;
        while (reply.IsEndless)
            await response.Body.WriteAsync(reply.Body, cancellationToken);
        response.ContentLength = reply.Body.Length;
        await response.Body.WriteAsync(reply.Body, cancellationToken);
    }

    private sealed record Reply(int Status, string? ContentType, byte[] Body)
    {
        public int? RetryAfterSeconds { get; init; }

        public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

        /// <summary>The body is written again and again, until the client has had enough.</summary>
        public bool IsEndless { get; init; }
    }
}
