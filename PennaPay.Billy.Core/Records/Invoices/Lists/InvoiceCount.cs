using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>How many invoices of a workspace are alike in all that lists filter by. The database keeps it with every change of an invoice.</summary>
internal sealed class InvoiceCount : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public CopyState CopyState { get; set; }

    public InvoiceStatus Status { get; set; }

    public InvoiceKind Kind { get; set; }

    public InvoiceOrigin Origin { get; set; }

    /// <summary>Whether a copy elsewhere is known.</summary>
    public bool HasCopy { get; set; }

    public bool IsArchived { get; set; }

    public int Count { get; set; }
}
