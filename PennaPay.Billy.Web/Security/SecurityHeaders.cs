namespace PennaPay.Billy.Web.Security;

/// <summary>What the browser is told to refuse, and where it says that it did.</summary>
internal static class SecurityHeaders
{
    // Styles: Radzen and Blazor set style attributes. Scripts come from this site alone, and no attribute runs one.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        + $"form-action 'self'; frame-ancestors 'none'; report-uri {BrowserReports.Path}; report-to browser";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers["Referrer-Policy"] = "same-origin";
        headers["Reporting-Endpoints"] = $"browser=\"{BrowserReports.Path}\"";
        return next(context);
    });
}
