using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>The invoices that credit notes which come in may credit: stored ones, and those that come with them.</summary>
internal sealed class CreditedInvoices
{
    private readonly ILookup<(string Number, Guid Customer), Guid> originals;

    private CreditedInvoices(ILookup<(string Number, Guid Customer), Guid> originals) => this.originals = originals;

    /// <summary>Loads what could be credited; the customers are settled by then.</summary>
    public static async Task<CreditedInvoices> LoadAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> fresh, CancellationToken cancellationToken)
    {
        var invoices = fresh.Select(incoming => incoming.Invoice).ToList();
        var stored = await ManyKeys.FindAsync(
            invoices.Select(invoice => invoice.CreditedInvoiceNumber).OfType<string>().Select(NumberKey.Of),
            keys => db.Set<Invoice>().AsNoTracking()
                .Where(invoice => invoice.Kind == InvoiceKind.Invoice && keys.Contains(invoice.NumberKey))
                .Select(invoice => new { invoice.Number, invoice.CustomerId, invoice.Id }),
            cancellationToken);
        return new(stored.Select(found => (found.Number, found.CustomerId, found.Id))
            .Concat(invoices.Where(invoice => invoice.Kind == InvoiceKind.Invoice)
                .Select(invoice => (invoice.Number, invoice.CustomerId, invoice.Id)))
            .ToLookup(found => (found.Number, found.CustomerId), found => found.Id));
    }

    /// <summary>
    /// Ties a credit note to what it credits, unless its source did. Only when exactly one invoice of that number to that
    /// customer is known: numbers may repeat.
    /// </summary>
    public void Tie(Invoice invoice)
    {
        if (invoice.CreditedInvoiceNumber is { } number && invoice.CreditedInvoiceId is null
            && originals[(number, invoice.CustomerId)].Take(2).ToList() is [var only])
            invoice.CreditedInvoiceId = only;
    }
}
