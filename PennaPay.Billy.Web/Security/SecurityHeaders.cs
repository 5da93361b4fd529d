namespace PennaPay.Billy.Web.Security;

/// <summary>What the browser is told to refuse.</summary>
internal static class SecurityHeaders
{
    // Styles: Radzen and Blazor set style attributes. Script attributes: Radzen's inputs carry handlers such as
    // onmousedown="Radzen.…"; scripts themselves only come from this site.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; script-src-attr 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        return next(context);
    });
}
