using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Mcp.Tools;

namespace PennaPay.Billy.Web.Components.Settings.Ai.Console;

/// <summary>
/// Asks the tools for somebody who is signed in: the books of the organisation that the workspace is connected to now, which
/// everybody in it may read. No key is used, so it is no call of one and stands in no key's log.
/// </summary>
internal sealed class ToolConsole
{
    private readonly ConnectionList connections;
    private readonly List<BillyTool> tools;

    public ToolConsole(BillyTools billy, ConnectionList connections)
    {
        this.connections = connections;
        tools = [.. billy.All(prefix: "")];
        Tools = [.. tools.Select(Describe)];
    }

    /// <summary>The tools, in the order that programs see them in.</summary>
    public IReadOnlyList<ConsoleTool> Tools { get; }

    /// <param name="actor">Who asks, as the database knows them this moment.</param>
    /// <param name="name">Which tool.</param>
    /// <param name="typed">What was typed or chosen, by field; what is empty is not said.</param>
    /// <param name="own">Where this program is reached.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ConsoleAnswer> AskAsync(
        Actor actor, string name, IReadOnlyDictionary<string, string> typed, Uri own, CancellationToken cancellationToken)
    {
        var tool = tools.Single(tool => tool.ProtocolTool.Name == name);
        var connected = (await connections.AllAsync(actor.Workspace, cancellationToken))
            .FirstOrDefault(row => row.IsConnected && row.System == BillyConnector.SystemId);
        // Without a connection there is nothing of this id, which the tool says as it says it to a program.
        var call = await tool.CallAsync(new(actor.Workspace, connected?.Id ?? Guid.Empty), Arguments(tool, typed), own, cancellationToken);
        return ConsoleAnswers.Of(tool.Resource, call);
    }

    /// <summary>As a program would send it: what is no number or no yes and no goes as the text that it is, and is refused as such.</summary>
    private static Dictionary<string, JsonElement> Arguments(BillyTool tool, IReadOnlyDictionary<string, string> typed) => typed
        .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
        .ToDictionary(pair => pair.Key, pair => tool.Arguments.FirstOrDefault(argument => argument.Name == pair.Key)?.Kind switch
        {
            LookupKind.Flag when bool.TryParse(pair.Value, out var flag) => JsonSerializer.SerializeToElement(flag),
            LookupKind.Whole when long.TryParse(pair.Value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                JsonSerializer.SerializeToElement(number),
            _ => JsonSerializer.SerializeToElement(pair.Value.Trim()),
        });

    private static ConsoleTool Describe(BillyTool tool) => new(
        tool.ProtocolTool.Name, tool.Resource.Plural, tool.ProtocolTool.Title!, tool.ProtocolTool.Description!,
        [.. tool.Arguments
            .Select(argument => new ConsoleField(
                argument.Name, argument.Kind, argument.IsRequired, argument.Options, argument.Several, argument.Least, argument.Most, argument.About))
            .OrderByDescending(field => field.IsRequired).ThenByDescending(field => field.Name == "q")]);
}
