using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Which of the invoices that come in are here already, by origin; one that comes twice is fresh once.</summary>
internal sealed class KnownInvoices
{
    private readonly Dictionary<(InvoiceOrigin, string), ArrivedInvoice> stored = [];
    private readonly Dictionary<(InvoiceOrigin, string), Invoice> fresh = [];

    private KnownInvoices()
    {
    }

    public static async Task<KnownInvoices> LoadAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> invoices, CancellationToken cancellationToken)
    {
        var known = new KnownInvoices();
        foreach (var source in invoices.Select(incoming => incoming.Invoice).GroupBy(invoice => invoice.Origin))
        {
            var found = await ManyKeys.FindAsync(
                source.Select(invoice => invoice.OriginId),
                ids => db.Set<Invoice>().AsNoTracking()
                    .Where(invoice => invoice.Origin == source.Key && ids.Contains(invoice.OriginId))
                    .Select(invoice => new
                    {
                        invoice.OriginId,
                        Arrived = new ArrivedInvoice(invoice.Id, false, invoice.Kind, invoice.Number, invoice.Gross, invoice.Currency),
                    }),
                cancellationToken);
            foreach (var invoice in found)
                known.stored.Add((source.Key, invoice.OriginId), invoice.Arrived);
        }
        return known;
    }

    /// <summary>Whether it came for the first time.</summary>
    public bool IsFresh(Invoice invoice) => !stored.ContainsKey(KeyOf(invoice)) && fresh.TryAdd(KeyOf(invoice), invoice);

    /// <summary>What is stored of it; null where nothing is.</summary>
    public Guid? StoredId(Invoice invoice) => stored.TryGetValue(KeyOf(invoice), out var arrived) ? arrived.Id : null;

    /// <summary>What became of it, once the fresh ones are sealed.</summary>
    public ArrivedInvoice ArrivalOf(Invoice invoice)
    {
        if (stored.TryGetValue(KeyOf(invoice), out var arrived))
            return arrived;
        var own = fresh[KeyOf(invoice)];
        return new(own.Id, ReferenceEquals(own, invoice), own.Kind, own.Number, own.Gross, own.Currency);
    }

    private static (InvoiceOrigin, string) KeyOf(Invoice invoice) => (invoice.Origin, invoice.OriginId);
}
