using System.Text.Json;
using System.Threading.RateLimiting;

namespace PennaPay.Billy.Web.Security;

/// <summary>
/// Takes what browsers say that they refused on a page of ours, and writes a line of it for the operator. Anybody can send
/// anything here, so little is read, little is kept, and not often.
/// </summary>
internal static partial class BrowserReports
{
    public const string Path = "/security/reports";

    private const int LongestReport = 16 * 1024;
    private const int LongestWord = 100;

    public static void MapBrowserReports(this IEndpointRouteBuilder endpoints)
    {
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BrowserReports).FullName!);
        var pace = new FixedWindowRateLimiter(new() { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) });
        endpoints.MapPost(Path, context => TakeAsync(context, logger, pace)).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task TakeAsync(HttpContext context, ILogger logger, FixedWindowRateLimiter pace)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        using var permit = pace.AttemptAcquire();
        if (!permit.IsAcquired || context.Request.ContentLength is not (> 0 and <= LongestReport))
            return;
        var bytes = new byte[context.Request.ContentLength.Value];
        try
        {
            await context.Request.Body.ReadExactlyAsync(bytes, context.RequestAborted);
            using var report = JsonDocument.Parse(bytes);
            foreach (var (directive, blocked) in Refusals(report.RootElement))
                Log.Refused(logger, directive, blocked);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or IOException or OperationCanceledException)
        {
            // No report of a browser, or one that was broken off.
        }
    }

    /// <summary>As <c>report-uri</c> sends them, one in an envelope, and as <c>report-to</c> does, several in a list.</summary>
    private static IEnumerable<(string Directive, string Blocked)> Refusals(JsonElement report)
    {
        if (report.ValueKind == JsonValueKind.Array)
        {
            foreach (var body in report.EnumerateArray().Take(5).Select(one => one.GetProperty("body")))
                yield return (Word(body, "effectiveDirective"), Word(body, "blockedURL"));
        }
        else if (report.TryGetProperty("csp-report", out var one))
        {
            yield return (Word(one, "effective-directive"), Word(one, "blocked-uri"));
        }
    }

    private static string Word(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text
            ? string.Concat(text.Where(letter => letter is > ' ' and <= '~').Take(LongestWord))
            : "?";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A browser refused {Blocked} on one of our pages, by {Directive}.")]
        public static partial void Refused(ILogger logger, string directive, string blocked);
    }
}
