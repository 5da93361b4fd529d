using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>What was asked of a tool, and what it answered.</summary>
/// <param name="Asked">The arguments, checked.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Answer">The same in the two forms that a program gets.</param>
internal sealed record ToolCall(ToolArguments.Read Asked, LookupOutcome Outcome, ToolAnswer Answer);

/// <summary>The books that a question is to.</summary>
internal sealed record ToolBooks(WorkspaceId Workspace, Guid Connection);
