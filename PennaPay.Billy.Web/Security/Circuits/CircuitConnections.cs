using Microsoft.AspNetCore.Http.Features;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>Counts connections of pages while they last, and lets go of what was only needed to find out whose they are.</summary>
internal sealed partial class CircuitConnections(
    RequestDelegate next, ConnectionPlaces places, IServiceScopeFactory scopes, ILogger<CircuitConnections> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Also to be asked whether a connection may be had comes here, but that one has no id yet and lasts no time.
        if (!IsConnection(context.Request.Path) || HttpMethods.IsDelete(context.Request.Method))
        {
            await next(context);
            return;
        }

        var visitor = CircuitVisitor.Of(context);
        using var place = places.Take(visitor);
        if (place is null)
        {
            Log.Refused(logger, places.Reached(visitor));
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        // Signing in read the user, and a database context would be held for as long as the page is open.
        if (context.Features.Get<IServiceProvidersFeature>() is not RequestServicesFeature services)
        {
            await next(context);
            return;
        }

        await services.DisposeAsync();
        await using var scope = scopes.CreateAsyncScope();
        services.RequestServices = scope.ServiceProvider;
        await next(context);
    }

    // Routing takes the address with a slash at its end for the same.
    private static bool IsConnection(PathString path) =>
        path.StartsWithSegments(CircuitServices.Path, out var rest) && rest.Value is null or "" or "/";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A connection was refused, because too many are open already by this {Limit}.")]
        public static partial void Refused(ILogger logger, CircuitLimit? limit);
    }
}
