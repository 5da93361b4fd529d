using PennaPay.Billy.Core.Access.Keys;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>Whose key a request came with; set once it has been checked.</summary>
internal sealed class McpCaller
{
    public ApiKeyAnswer.Valid Key
    {
        get => field ?? throw new InvalidOperationException("The key has not been checked yet.");
        set;
    }

    /// <summary>Where this program was reached; links of answers begin with it.</summary>
    public Uri? Own { get; set; }
}
