using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Security;

/// <summary>How much one request may bring, and how often one user may ask for what is dear.</summary>
internal static class RequestLimits
{
    /// <summary>For files that are made of whole tables.</summary>
    public const string Exports = "exports";

    private const int ExportsAMinute = 10;

    // Whoever reads a file slowly holds the state of the database that it is read from, and its write-ahead log grows meanwhile.
    private static readonly TimeSpan LongestExport = TimeSpan.FromMinutes(10);

    // Files come in through circuits, by pieces. What is left are forms of a few fields, and what the sandbox takes.
    private const int LargestBody = 1024 * 1024;

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            (form.ValueCountLimit, form.KeyLengthLimit, form.ValueLengthLimit) = (100, 200, 16 * 1024);
            (form.MultipartBodyLengthLimit, form.MultipartHeadersCountLimit, form.MultipartHeadersLengthLimit) = (64 * 1024, 10, 4 * 1024);
            form.MultipartBoundaryLengthLimit = 100;
        });
        builder.Services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(Exports, LongestExport));
        builder.Services.AddRateLimiter(limits =>
        {
            limits.AddPolicy(Exports, context => RateLimitPartition.GetFixedWindowLimiter(
                context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = ExportsAMinute, Window = TimeSpan.FromMinutes(1) }));
            limits.OnRejected = RefuseAsync;
        });
    }

    private static async ValueTask RefuseAsync(
        Microsoft.AspNetCore.RateLimiting.OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var context = refused.HttpContext;
        context.RefuseForNow(refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1));
        var failure = context.RequestServices.GetRequiredService<FailureDescriber>().Describe(new(FailureCodes.TooManyExports));
        context.Response.ContentType = MediaTypeNames.Text.Plain + "; charset=utf-8";
        context.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        await context.Response.WriteAsync($"{failure.Title}\n\n{failure.Text} {failure.Next}\n\n{failure.Code}\n", cancellationToken);
    }
}
