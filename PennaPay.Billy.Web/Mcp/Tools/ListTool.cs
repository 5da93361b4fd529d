using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>Some records of a kind, and how to get the rest.</summary>
internal sealed class ListTool(ToolParts parts, string prefix, string name, string title, string what, LookupResource resource) : BillyTool(
    parts, prefix, name, title, Describe(what, resource), ToolArguments.ForList(resource), ToolSchemas.List(resource.NamesInLists))
{
    public override LookupResource Resource => resource;

    protected override Task<LookupOutcome> ReadAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken) => Lookup.ListAsync(
        books.Workspace,
        books.Connection,
        new LookupList
        {
            Resource = resource,
            Filters = asked.Filters,
            SortProperty = asked.Text(ToolArguments.SortProperty),
            Descending = asked.Text(ToolArguments.SortDirection) == "DESC",
            Page = asked.Number(ToolArguments.Page) ?? 1,
            PageSize = asked.Number(ToolArguments.PageSize) ?? LookupList.LargestPage,
            Cursor = asked.Text(ToolArguments.Cursor),
            MostBytes = ToolAnswer.MostRowBytes,
            // It stands there as JSON and as a line of text, which has tabs for quotes and commas.
            Weigh = bytes => (2 * bytes) - resource.Columns.Count - (resource.ToldByName.Count * ToolAnswer.BytesOfAnId),
        },
        cancellationToken);

    private static string Describe(string what, LookupResource resource) =>
        $"Lists {what}. Cells are text, empty where unset. {(resource.Fields.Count > 0 ? "For all of one record, get it by its id. " : "")}"
        + "total counts all matches; pass nextCursor as cursor until left is 0.";
}
