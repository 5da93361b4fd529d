using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>One record, whole.</summary>
internal sealed class GetTool(ToolParts parts, string prefix, string name, string title, string what, LookupResource resource) : BillyTool(
    parts, prefix, name, title, Describe(what, resource), ToolArguments.ForOne(resource), ToolSchemas.One(resource))
{
    public override LookupResource Resource => resource;

    protected override Task<LookupOutcome> ReadAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken) => Lookup.GetAsync(
        books.Workspace, books.Connection, resource, asked.Text(ToolArguments.IdOf(resource))!, asked.Include, cancellationToken);

    private static string Describe(string what, LookupResource resource) =>
        $"Gets {what} by its id, as a list tells it. Properties that are not set are absent."
        + (resource.Children.Where(children => !children.IsAlwaysThere).Select(children => children.Name).ToList() is { Count: > 0 } names
            ? $" include brings {string.Join(" and ", names)} along." : "");
}
