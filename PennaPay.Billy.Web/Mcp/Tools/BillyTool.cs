using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>One question to the books: checks what is asked, asks it, and notes which key asked it.</summary>
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

    /// <summary>What it can be asked with.</summary>
    public IReadOnlyList<ToolArgument> Arguments => arguments.All;

    /// <summary>What kind of record it answers.</summary>
    public abstract LookupResource Resource { get; }

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var services = request.Services ?? throw new InvalidOperationException("A tool is called within a request.");
        var caller = services.GetRequiredService<McpCaller>();
        var key = caller.Key;
        var started = parts.Time.GetTimestamp();
        var (outcome, rows, bytes) = (KeyCall.CutOff, (int?)null, 0);
        try
        {
            var call = await CallAsync(new(key.WorkspaceId, key.ConnectionId), request.Params?.Arguments, caller.Own, cancellationToken);
            (outcome, rows, bytes) = (
                (call.Outcome as LookupOutcome.Refused)?.Failure.Code ?? KeyCall.Ok, (call.Outcome as LookupOutcome.Listed)?.Rows.Count, call.Answer.Bytes);
            return call.Answer.Result;
        }
        finally
        {
            // Also where whoever asked has hung up.
            await parts.Calls.WriteAsync(
                new KeyCall
                {
                    WorkspaceId = key.WorkspaceId, KeyId = key.Id, At = parts.Time.GetUtcNow(), Tool = ProtocolTool.Name, Outcome = outcome, Rows = rows,
                    Bytes = bytes, Milliseconds = (int)parts.Time.GetElapsedTime(started).TotalMilliseconds,
                },
                CancellationToken.None);
        }
    }

    /// <summary>Checks what is asked, asks it, and puts the answer into words; the same for a key and for a person who tries it.</summary>
    /// <param name="books">Whose books: whoever calls this has made sure that they may be read.</param>
    /// <param name="given">The arguments, as they came.</param>
    /// <param name="own">Where this program is reached; null leaves out links to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ToolCall> CallAsync(ToolBooks books, IDictionary<string, JsonElement>? given, Uri? own, CancellationToken cancellationToken)
    {
        var asked = arguments.Parse(given);
        var outcome = await AskAsync(books, asked, cancellationToken);
        return new(asked, outcome, ToolAnswer.Of(this, outcome, parts.Failures, own));
    }

    protected abstract Task<LookupOutcome> ReadAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken);

    private async Task<LookupOutcome> AskAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken)
    {
        if (asked.Problem is { } problem)
            return new LookupOutcome.Refused(new Failure(FailureCodes.ArgumentsInvalid, problem));
        // A key reads one organisation; another needs a key of its own.
        return asked.Text(ToolArguments.OrganizationId) is { } organization
            && await Lookup.OrganizationAsync(books.Workspace, books.Connection, cancellationToken) is { } own && own != organization
                ? new LookupOutcome.Refused(new Failure(FailureCodes.KeyOtherOrganization))
                : await ReadAsync(books, asked, cancellationToken);
    }
}
