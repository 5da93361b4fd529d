namespace PennaPay.Billy.Web.Mcp;

/// <summary>The headers and revisions of the Streamable HTTP transport.</summary>
internal static class McpHeaders
{
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string ParameterPrefix = "Mcp-Param-";

    /// <summary>The first revision whose requests each say for themselves what older clients agreed on once.</summary>
    public const string FirstPerRequest = "2026-07-28";

    /// <summary>The revisions that are spoken, the newest first.</summary>
    public static IReadOnlyList<string> Versions { get; } = [FirstPerRequest, "2025-11-25", "2025-06-18", "2025-03-26"];
}
