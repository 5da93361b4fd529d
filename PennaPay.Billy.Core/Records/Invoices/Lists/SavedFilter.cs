using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>What a user had the invoice list show, under a name of its own; the page is no part of it.</summary>
public sealed class SavedFilter : IWorkspaceOwned
{
    /// <summary>Later ones sort after earlier ones.</summary>
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid UserId { get; set; }

    public required string Name { get; set; }

    public string? Search { get; set; }

    public InvoiceStatus? Status { get; set; }

    public CopyState? CopyState { get; set; }

    public InvoiceKind? Kind { get; set; }

    public InvoiceSort Sort { get; set; }

    public bool Descending { get; set; }

    /// <summary>What to show, from the first page.</summary>
    public InvoiceQuery Query => new(Search, Status, CopyState, Kind, Sort, Descending);
}
