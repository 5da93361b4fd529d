namespace PennaPay.Billy.Web.Mcp;

/// <summary>How much a program may ask for with one key. Configuration section <c>Mcp</c>.</summary>
public sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>The most calls of a key in a minute. Default: 240.</summary>
    public int CallsPerMinute { get; set; } = 240;

    /// <summary>How many calls of a key are answered at once; further ones are refused. Default: 60.</summary>
    public int CallsAtOnce { get; set; } = 60;
}
