using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>The organisation that the key reads.</summary>
internal sealed class OrganizationTool(ToolParts parts, string prefix) : BillyTool(
    parts, prefix, "get-organization-tool", "Get organisation",
    "Gets the connected organisation: name, CVR number, address, currency of its books, VAT period, fiscal year, whether it is locked. Properties that are not set are absent.",
    ToolArguments.Of([]), ToolSchemas.One(LookupResources.Organizations))
{
    public override LookupResource Resource => LookupResources.Organizations;

    protected override Task<LookupOutcome> ReadAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken) =>
        Lookup.GetOrganizationAsync(books.Workspace, books.Connection, cancellationToken);
}

/// <summary>The organisations that the key reads: one, since each company has a key of its own.</summary>
internal sealed class OrganizationsTool(ToolParts parts, string prefix) : BillyTool(
    parts, prefix, "list-organizations-tool", "List organisations",
    "Lists the organisations that this key reads. A key reads one; other companies need a key each.",
    ToolArguments.None, ToolSchemas.List(tellsNames: false))
{
    public override LookupResource Resource => LookupResources.Organizations;

    protected override Task<LookupOutcome> ReadAsync(ToolBooks books, ToolArguments.Read asked, CancellationToken cancellationToken) =>
        Lookup.ListOrganizationsAsync(books.Workspace, books.Connection, cancellationToken);
}
