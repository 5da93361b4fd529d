using System.Text.Json.Nodes;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Web.Mcp.Tools;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>Where programs ask the books, and where they find out what they need for it.</summary>
internal static class McpEndpoints
{
    /// <summary>The tools of Billy under their own names.</summary>
    public const string Billy = "/mcp/billy";

    /// <summary>Everything that this server offers, each name after that of its system.</summary>
    public const string All = "/mcp";

    private const string Metadata = "/.well-known/oauth-protected-resource";

    public static void MapMcp(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, Billy, prefix: "");
        Map(endpoints, All, prefix: BillyTools.Prefix);
        // Programs look here for a server to sign in at; the page where people do is not it.
        endpoints.Map("/.well-known/{**rest}", static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous();
    }

    /// <summary>Where the metadata of an endpoint is (RFC 9728, 3.1).</summary>
    public static string MetadataAddress(Uri own, string path) => OwnOrigin.ServerOf(own) + Metadata + path;

    private static void Map(IEndpointRouteBuilder endpoints, string path, string prefix)
    {
        endpoints.Map(path, context => context.RequestServices.GetRequiredService<McpRequests>().AnswerAsync(context, path, prefix)).AllowAnonymous();
        endpoints.MapGet(Metadata + path, context => WriteMetadataAsync(context, path)).AllowAnonymous();
    }

    /// <summary>No authorization server: keys are made by hand, on the settings page that the documentation leads to.</summary>
    private static Task WriteMetadataAsync(HttpContext context, string path)
    {
        if (context.RequestServices.GetRequiredService<OwnOrigin>().Of(context.Request) is not { } own)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var server = OwnOrigin.ServerOf(own);
        // Written by hand: the library's type names its authorization servers also where there are none.
        return context.Response.WriteAsync(
            new JsonObject
            {
                ["resource"] = server + path,
                ["resource_name"] = "PennaPay",
                ["bearer_methods_supported"] = new JsonArray("header"),
                ["scopes_supported"] = new JsonArray(ApiKeyScopes.BillyRead),
                ["resource_documentation"] = server + "/settings/ai",
            }.ToJsonString(),
            context.RequestAborted);
    }
}
