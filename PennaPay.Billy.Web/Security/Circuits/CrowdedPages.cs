using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>
/// Answers with a page that says so, before anything is loaded, where a user has as many pages open as the server keeps. The page
/// itself is a plain one and takes no place.
/// </summary>
internal sealed partial class CrowdedPages(RequestDelegate next, CircuitPlaces places, ILogger<CrowdedPages> logger)
{
    public const string Address = "/too-many-pages";

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !NeedsCircuit(context.GetEndpoint())
            || places.Reached(CircuitVisitor.Of(context)) is not { } limit)
            return next(context);
        Log.Refused(logger, limit);
        var wanted = context.Request.Path + context.Request.QueryString;
        context.Response.Redirect($"{Address}{QueryString.Create("returnUrl", wanted)}");
        return Task.CompletedTask;
    }

    private static bool NeedsCircuit(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page
        && !page.Type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute), inherit: true);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A page was not shown, because too many are open already by this {Limit}.")]
        public static partial void Refused(ILogger logger, CircuitLimit limit);
    }
}
