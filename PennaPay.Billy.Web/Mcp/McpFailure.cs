using System.Text.Json.Nodes;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>A failure in the product's words, for a program and for whoever reads over its shoulder.</summary>
internal static class McpFailure
{
    public static JsonObject Of(FailureDescription failure)
    {
        JsonObject told = new() { ["code"] = failure.Code, ["message"] = failure.Summary, ["remedy"] = failure.Next };
        if ((failure.Number ?? (failure.Code == FailureCodes.NotConnected ? StatusCodes.Status422UnprocessableEntity : (int?)null)) is { } number)
            told["status"] = number;
        return told;
    }
}
