using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>How many invoices are made out to a customer; no row where there never was one. The database keeps it with every change of an invoice.</summary>
internal sealed class CustomerInvoiceCount : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid CustomerId { get; set; }

    public int Count { get; set; }
}
