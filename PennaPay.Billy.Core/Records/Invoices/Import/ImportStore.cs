using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Stores what a file held, in one transaction: all of it or nothing.</summary>
internal sealed class ImportStore(Database database, IReadOnlyList<IInvoiceSentHandler> sentHandlers, TimeProvider time)
{
    /// <summary>Few enough that the change tracker stays quick, many enough that saving is not.</summary>
    private const int BatchSize = 500;

    public Task<ImportResult> StoreAsync(WorkspaceId workspace, ParsedFile file, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, token) => StoreAsync(db, workspace, file, token), cancellationToken);

    private async Task<ImportResult> StoreAsync(
        WorkspaceDbContext db, WorkspaceId workspace, ParsedFile file, CancellationToken cancellationToken)
    {
        var (known, taken) = await KnownAsync(db, file, cancellationToken);
        var fresh = file.Invoices.Where(parsed => !known.ContainsKey(parsed.Invoice.OriginId)).ToList();
        if (fresh.Count == 0)
            return new ImportResult.AlreadyImported([.. file.Invoices.Select(parsed => known[parsed.Invoice.OriginId]).DistinctBy(invoice => invoice.Id)]);
        if (Collisions(fresh, taken) is { Total: > 0 } errors)
            return errors.Refuse();

        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var customers = await CustomerMatcher.LoadAsync(db, [.. fresh.Select(parsed => parsed.Customer)], cancellationToken);
        var originals = await OriginalsAsync(db, fresh, cancellationToken);
        foreach (var batch in fresh.Chunk(BatchSize))
        {
            foreach (var parsed in batch)
            {
                Prepare(db, workspace, parsed, customers);
                LinkOriginal(parsed.Invoice, originals);
                db.Add(parsed.Invoice);
                foreach (var handler in sentHandlers)
                    await handler.InvoiceSentAsync(db, parsed.Invoice, cancellationToken);
            }
            // A handler may have changed what it added or found.
            db.ChangeTracker.DetectChanges();
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
        return new ImportResult.Imported(
            [.. fresh.Select(parsed => Summary(parsed.Invoice))], file.Invoices.Count - fresh.Count, file.IgnoredColumns);
    }

    /// <summary>What is here already: by origin, and (of CSV, whose numbers are its keys) by kind and number.</summary>
    private static async Task<(Dictionary<string, ImportedInvoice> Known, HashSet<(InvoiceKind, string)> Taken)> KnownAsync(
        WorkspaceDbContext db, ParsedFile file, CancellationToken cancellationToken)
    {
        var origin = file.Invoices[0].Invoice.Origin;
        var invoices = db.Set<Invoice>().AsNoTracking();
        var known = await ManyKeys.FindAsync(
            file.Invoices.Select(parsed => parsed.Invoice.OriginId),
            ids => invoices.Where(invoice => invoice.Origin == origin && ids.Contains(invoice.OriginId)).Select(invoice => new
            {
                invoice.OriginId,
                Summary = new ImportedInvoice(invoice.Id, invoice.Kind, invoice.Number, invoice.Gross, invoice.Currency),
            }),
            cancellationToken);
        var byOrigin = known.ToDictionary(found => found.OriginId, found => found.Summary);
        if (origin != InvoiceOrigin.Csv)
            return (byOrigin, []);
        var taken = await ManyKeys.FindAsync(
            file.Invoices.Select(parsed => NumberKey.Of(parsed.Invoice.Number)),
            keys => invoices.Where(invoice => keys.Contains(invoice.NumberKey)).Select(invoice => new { invoice.Kind, invoice.NumberKey }),
            cancellationToken);
        return (byOrigin, [.. taken.Select(found => (found.Kind, found.NumberKey))]);
    }

    private static ImportErrors Collisions(List<ParsedInvoice> fresh, HashSet<(InvoiceKind, string)> taken)
    {
        var errors = new ImportErrors();
        foreach (var parsed in fresh.Where(parsed => taken.Contains((parsed.Invoice.Kind, NumberKey.Of(parsed.Invoice.Number)))))
        {
            var place = parsed.Locate(nameof(Invoice.Number));
            errors.Add(place.Row, place.Column, ImportProblems.NumberExists, parsed.Invoice.Number);
        }
        return errors;
    }

    private void Prepare(WorkspaceDbContext db, WorkspaceId workspace, ParsedInvoice parsed, CustomerMatcher customers)
    {
        var now = time.GetUtcNow();
        var (invoice, customer) = (parsed.Invoice, customers.Find(parsed.Customer));
        if (customer is null)
        {
            customer = parsed.Customer;
            (customer.WorkspaceId, customer.CreatedAt, customer.UpdatedAt) = (workspace, now, now);
            customer.Persons.ForEach(person => person.WorkspaceId = workspace);
            customer.RefreshSearchText();
            customers.Add(customer);
            db.Add(customer);
        }
        invoice.SetCustomer(customer);
        (invoice.WorkspaceId, invoice.CreatedAt, invoice.UpdatedAt) = (workspace, now, now);
        invoice.Seal(parsed.Stated);
    }

    /// <summary>The invoices that the file's credit notes may credit: stored ones, and the file's own.</summary>
    private static async Task<ILookup<string, (Guid Id, string Customer)>> OriginalsAsync(
        WorkspaceDbContext db, List<ParsedInvoice> fresh, CancellationToken cancellationToken)
    {
        var stored = await ManyKeys.FindAsync(
            fresh.Select(parsed => parsed.Invoice.CreditedInvoiceNumber).OfType<string>().Select(NumberKey.Of),
            keys => db.Set<Invoice>().AsNoTracking()
                .Where(invoice => invoice.Kind == InvoiceKind.Invoice && keys.Contains(invoice.NumberKey))
                .Select(invoice => new { invoice.Number, invoice.Id, invoice.CustomerName }),
            cancellationToken);
        return stored.Select(found => (found.Number, found.Id, found.CustomerName))
            .Concat(fresh.Where(parsed => parsed.Invoice.Kind == InvoiceKind.Invoice)
                .Select(parsed => (parsed.Invoice.Number, parsed.Invoice.Id, parsed.Invoice.CustomerName)))
            .ToLookup(found => found.Number, found => (found.Id, found.CustomerName));
    }

    /// <summary>Only when exactly one invoice of that number to that customer is known: numbers of imports may repeat.</summary>
    private static void LinkOriginal(Invoice invoice, ILookup<string, (Guid Id, string Customer)> originals)
    {
        if (invoice.CreditedInvoiceNumber is not { } number)
            return;
        var found = originals[number].Where(original => original.Customer == invoice.CustomerName).Take(2).ToList();
        invoice.CreditedInvoiceId = found.Count == 1 ? found[0].Id : null;
    }

    private static ImportedInvoice Summary(Invoice invoice) =>
        new(invoice.Id, invoice.Kind, invoice.Number, invoice.Gross, invoice.Currency);
}
