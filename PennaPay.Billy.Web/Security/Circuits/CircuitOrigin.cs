using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>
/// Lets only the dashboard's own pages speak to circuits: a browser sends the user's cookie along with a WebSocket of any page.
/// A request without an origin is not from such a page, since browsers send one with every WebSocket and every POST, and a program
/// that is no browser can say what it likes.
/// </summary>
internal sealed partial class CircuitOrigin(RequestDelegate next, OwnOrigin own, ILogger<CircuitOrigin> logger)
{
    private const int MostLogged = 200;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(CircuitServices.Path) || own.IsOwn(request))
            return next(context);
        Log.Refused(
            logger, OutsideText.Line(request.Headers.Origin.ToString(), MostLogged), own.Of(request) is { } address ? OwnOrigin.ServerOf(address) : null);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "The page {Origin} was refused a connection, because only {Own} may have one. If a proxy stands in front and the former is the dashboard's "
            + "address, let the proxy tell it, or set Security:Circuits:Origin.")]
        public static partial void Refused(ILogger logger, string origin, string? own);
    }
}
