using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>One question to the books: checks what is asked, asks it with the caller's key, and notes that it was asked.</summary>
internal abstract class BillyTool : McpServerTool
{
    private readonly ToolParts parts;
    private readonly ToolArguments arguments;

    protected BillyTool(ToolParts parts, string prefix, string name, string title, string description, ToolArguments arguments, JsonObject output)
    {
        (this.parts, this.arguments) = (parts, arguments);
        ProtocolTool = new Tool
        {
            Name = prefix + name,
            Title = title,
            Description = description,
            InputSchema = JsonSerializer.SerializeToElement(arguments.Schema()),
            OutputSchema = JsonSerializer.SerializeToElement(output),
            Annotations = new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
        };
    }

    public override Tool ProtocolTool { get; }

    public override IReadOnlyList<object> Metadata => [];

    protected BillyLookup Lookup => parts.Lookup;

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var services = request.Services ?? throw new InvalidOperationException("A tool is called within a request.");
        var caller = services.GetRequiredService<McpCaller>();
        var key = caller.Key;
        var started = parts.Time.GetTimestamp();
        var (outcome, _) = await AskAsync(key, request.Params?.Arguments, cancellationToken);
        var answer = ToolAnswer.Of(this, outcome, parts.Failures, caller.Own);
        await parts.Calls.WriteAsync(
            new KeyCall
            {
                WorkspaceId = key.WorkspaceId, KeyId = key.Id, At = parts.Time.GetUtcNow(), Tool = ProtocolTool.Name,
                Outcome = (outcome as LookupOutcome.Refused)?.Failure.Code ?? KeyCall.Ok,
                Rows = (outcome as LookupOutcome.Listed)?.Rows.Count,
                Bytes = answer.Bytes,
                Milliseconds = (int)parts.Time.GetElapsedTime(started).TotalMilliseconds,
            },
            cancellationToken);
        return answer.Result;
    }

    /// <summary>What kind of record it answers.</summary>
    public abstract LookupResource Resource { get; }

    protected abstract Task<LookupOutcome> AskAsync(ApiKeyAnswer.Valid key, ToolArguments.Read asked, CancellationToken cancellationToken);

    private async Task<(LookupOutcome Outcome, ToolArguments.Read Asked)> AskAsync(
        ApiKeyAnswer.Valid key, IDictionary<string, JsonElement>? given, CancellationToken cancellationToken)
    {
        var asked = arguments.Parse(given);
        if (asked.Problem is { } problem)
            return (new LookupOutcome.Refused(new Failure(FailureCodes.ArgumentsInvalid, problem)), asked);
        // A key reads one organisation; another needs a key of its own.
        if (asked.Text(ToolArguments.OrganizationId) is { } organization
            && await Lookup.OrganizationAsync(key.WorkspaceId, key.ConnectionId, cancellationToken) is { } own && own != organization)
            return (new LookupOutcome.Refused(new Failure(FailureCodes.KeyOtherOrganization)), asked);
        return (await AskAsync(key, asked, cancellationToken), asked);
    }
}
