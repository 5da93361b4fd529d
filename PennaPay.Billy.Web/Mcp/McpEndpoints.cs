using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Authentication;
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
        return context.Response.WriteAsync(JsonSerializer.Serialize(
            new ProtectedResourceMetadata
            {
                Resource = server + path,
                ResourceName = "PennaPay",
                BearerMethodsSupported = ["header"],
                ScopesSupported = [ApiKeyScopes.BillyRead],
                ResourceDocumentation = server + "/settings/ai",
            },
            McpJsonUtilities.DefaultOptions), context.RequestAborted);
    }
}
