using System.Net;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>
/// Whether a request is made on this machine, and by no page of somebody else's: what controls the sandbox asks nobody who
/// they are, and any page that a developer has open could send it a form.
/// </summary>
internal static class OwnMachine
{
    public static TBuilder FromOwnMachineOnly<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) => IsFromHere(context.HttpContext)
            ? await next(context)
            : Results.Json(new { Error = "Only scripts on this machine, and no other site's pages, control the sandbox." }, statusCode: StatusCodes.Status403Forbidden));

    private static bool IsFromHere(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)) && IsAskedForHere(http.Request);

    private static bool IsAskedForHere(HttpRequest request) =>
        // Another name that leads here may be somebody's who has changed where it leads.
        (request.Host.Host is "localhost" || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)))
        && (request.Headers.Origin is not [{ } origin] || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        && request.Headers["Sec-Fetch-Site"] is not ["cross-site" or "same-site"]
        // A form, which pages may send anywhere, is none.
        && (request.ContentLength is null or 0 || request.HasJsonContentType());
}
