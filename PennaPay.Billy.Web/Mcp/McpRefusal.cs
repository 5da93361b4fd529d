using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>A request that is not let through: an HTTP status, and a JSON-RPC error for whoever reads the body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The JSON-RPC code.</param>
/// <param name="Message">What is wrong, for whoever wrote the program that asks.</param>
internal sealed record McpRefusal(int Status, McpErrorCode Code, string Message)
{
    /// <summary>The id of the request that is refused; null where none was read.</summary>
    public JsonNode? Id { get; init; }

    public JsonNode? Data { get; init; }

    public Task WriteAsync(HttpContext context)
    {
        JsonObject error = new() { ["code"] = (int)Code, ["message"] = Message };
        if (Data is not null)
            error["data"] = Data;
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            new JsonObject { ["jsonrpc"] = "2.0", ["id"] = Id?.DeepClone(), ["error"] = error }.ToJsonString(JsonSerializerOptions.Web), context.RequestAborted);
    }
}
