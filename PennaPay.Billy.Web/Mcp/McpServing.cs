using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PennaPay.Billy.Web.Mcp.Tools;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>Gives each message a transport and a server of its own, which end with it: nothing is kept between two requests.</summary>
internal sealed class McpServing(BillyTools billy, IOptionsFactory<McpServerOptions> options, ILoggerFactory loggers)
{
    private readonly McpServerPrimitiveCollection<McpServerTool> own = [.. billy.All(prefix: ""), .. Further(options)];
    private readonly McpServerPrimitiveCollection<McpServerTool> prefixed = [.. billy.All(BillyTools.Prefix), .. Further(options)];

    public McpServerPrimitiveCollection<McpServerTool> ToolsOf(string prefix) => prefix.Length == 0 ? own : prefixed;

    public async Task AnswerAsync(HttpContext context, JsonRpcMessage message, string prefix)
    {
        var version = McpRequestChecks.HeaderVersion(context.Request);
        message.Context = new JsonRpcMessageContext { ProtocolVersion = version };
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = McpServer.Create(transport, OptionsFor(prefix), loggers, context.RequestServices);
        var running = server.RunAsync(context.RequestAborted);

        PrepareStream(context);
        var isAnswered = await transport.HandlePostRequestAsync(
            message, context.Response.Body,
            version is not null && McpRequestChecks.IsPerRequest(version) ? first => ChooseStatus(context, first) : null,
            context.RequestAborted);
        if (!isAnswered)
        {
            context.Response.Headers.ContentType = default;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        await transport.DisposeAsync();
        await running;
    }

    private McpServerOptions OptionsFor(string prefix)
    {
        var made = options.Create(Options.DefaultName);
        made.ScopeRequests = false;
        made.ToolCollection = ToolsOf(prefix);
        return made;
    }

    /// <summary>What is configured beside Billy's tools.</summary>
    private static IEnumerable<McpServerTool> Further(IOptionsFactory<McpServerOptions> options) =>
        options.Create(Options.DefaultName).ToolCollection ?? Enumerable.Empty<McpServerTool>();

    /// <summary>What the answer's first message is decides its status, from 2026-07-28 on.</summary>
    private static ValueTask ChooseStatus(HttpContext context, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error.Code: var code } && !context.Response.HasStarted)
        {
            context.Response.StatusCode = (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch => StatusCodes.Status400BadRequest,
                _ => context.Response.StatusCode,
            };
        }

        return default;
    }

    private static void PrepareStream(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.ContentEncoding = "identity";
        headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }
}
