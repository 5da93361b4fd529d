using System.Threading.RateLimiting;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Webhooks;

/// <summary>
/// Where other systems call. Whoever knows the address is let in, so that it is written nowhere; what they say is for their system's receiver to judge. Answers
/// have no body.
/// </summary>
internal static partial class WebhookEndpoints
{
    private const int LongestBody = 256 * 1024;
    private const int CallsAMinute = 3000;

    public static void MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WebhookEndpoints).FullName!);
        var pace = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            VisitorNetwork.Of(context.Connection.RemoteIpAddress) ?? "", _ => new() { PermitLimit = CallsAMinute, Window = TimeSpan.FromMinutes(1) }));
        endpoints.MapPost(WebhookAddress.Path + "{secret}", (HttpContext context, string secret, WebhookDoor door) => TakeAsync(context, secret, door, pace, logger))
            .AllowAnonymous().DisableAntiforgery();
    }

    private static async Task TakeAsync(HttpContext context, string secret, WebhookDoor door, PartitionedRateLimiter<HttpContext> pace, ILogger logger)
    {
        using var permit = pace.AttemptAcquire(context);
        try
        {
            context.Response.StatusCode = !permit.IsAcquired ? StatusCodes.Status429TooManyRequests
                : await ReadAsync(context.Request, context.RequestAborted) is not { } body ? StatusCodes.Status413PayloadTooLarge
                : await ReceiveAsync(context.Request.Headers, secret, door, body, logger) switch
                {
                    WebhookReply.Taken => StatusCodes.Status200OK,
                    WebhookReply.Refused => StatusCodes.Status403Forbidden,
                    WebhookReply.Unknown => StatusCodes.Status404NotFound,
                    _ => StatusCodes.Status503ServiceUnavailable,
                };
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // Whoever called went away.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    // The server puts the path of a request beside every line that is logged while it lasts. This one is a secret, so that the work is done beside the request.
    private static Task<WebhookReply?> ReceiveAsync(IHeaderDictionary headers, string secret, WebhookDoor door, ReadOnlyMemory<byte> body, ILogger logger)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(async () =>
            {
                try
                {
                    return (WebhookReply?)await door.ReceiveAsync(secret, body, name => headers[name] is [var only] ? only : null, CancellationToken.None);
                }
                catch (Exception fault)
                {
                    Log.Failed(logger, fault);
                    return null;
                }
            });
        }
    }

    // Null where it is longer than any call is.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody)
            return null;
        using var stream = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            stream.Write(buffer, 0, read);
            if (stream.Length > LongestBody)
                return null;
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A call from outside could not be taken.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
