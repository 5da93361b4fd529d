using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Samples;

/// <summary>Takes the samples away again, once somebody has tried things on them.</summary>
public sealed class SampleRemoval(Database database, IEnumerable<IInvoiceKeeper> keepers, InvoiceFeed feed, TimeProvider time)
{
    /// <summary>How many samples are in lists.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceCount>().Where(count => count.Origin == InvoiceOrigin.Sample && !count.IsArchived)
            .SumAsync(count => count.Count, cancellationToken);
    }

    /// <summary>
    /// Deletes the samples that nobody changed and no other system may have, and the customers and products that came with them and are used by nothing
    /// else. What another system may have is put aside.
    /// </summary>
    public Task<RemovedSamples> RemoveAsync(Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ImportInvoices, RemoveAsync, cancellationToken);

    private async Task<RemovedSamples> RemoveAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var samples = await db.Set<Invoice>().Where(invoice => invoice.Origin == InvoiceOrigin.Sample && !invoice.IsArchived).ToListAsync(cancellationToken);
        List<Guid> ids = [.. samples.Select(sample => sample.Id)];
        var (there, busy) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var keeper in keepers)
        {
            there.UnionWith(await keeper.MustStayAsync(db, ids, cancellationToken));
            busy.UnionWith(await keeper.BusyAsync(db, ids, cancellationToken));
        }

        var paid = await db.Set<Payment>().Where(payment => ids.Contains(payment.InvoiceId)).Select(payment => payment.InvoiceId).ToListAsync(cancellationToken);
        var stays = samples.Where(sample => busy.Contains(sample.Id)
            || !there.Contains(sample.Id) && (sample.Version != 1 || paid.Contains(sample.Id))).ToList();
        var rest = samples.Except(stays).ToList();
        var archived = rest.Where(sample => there.Contains(sample.Id)).ToList();
        var going = rest.Except(archived).ToList();
        // Notes credit invoices and nothing else, so that one look is enough.
        List<Guid> goingIds = [.. going.Select(sample => sample.Id)];
        var credited = await db.Set<Invoice>()
            .Where(note => note.CreditedInvoiceId != null && ids.Contains(note.CreditedInvoiceId.Value) && !goingIds.Contains(note.Id))
            .Select(note => note.CreditedInvoiceId!.Value).ToListAsync(cancellationToken);
        archived.AddRange(going.Where(sample => credited.Contains(sample.Id)));
        going.RemoveAll(sample => credited.Contains(sample.Id));

        archived.ForEach(sample => sample.IsArchived = true);
        db.RemoveRange(going);
        await db.SaveChangesAsync(cancellationToken);
        var removed = new RemovedSamples(
            going.Count, archived.Count, stays.Count, await RemoveCustomersAsync(db, cancellationToken), await RemoveProductsAsync(db, cancellationToken));
        if (removed is { Invoices: 0, Archived: 0, Customers: 0, Products: 0 })
            return removed;
        db.Audit("samples.removed", nameof(Invoice), count: going.Count + archived.Count);
        db.AfterCommit(() => feed.Publish(new(db.Workspace)));
        return removed;
    }

    // Nobody real has an address that ends in .example, so that they are known by it.
    private async Task<int> RemoveCustomersAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var emails = SampleInvoices.Of(time.DanishToday()).Select(sample => sample.Customer.Email).Distinct().ToList();
        return await db.Set<Customer>()
            .Where(customer => emails.Contains(customer.Email) && customer.Version == 1 && !db.Set<Invoice>().Any(invoice => invoice.CustomerId == customer.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<int> RemoveProductsAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var ours = SampleProducts.Of(db.Workspace, time.GetUtcNow()).ToDictionary(product => product.Number!);
        var unused = await db.Set<Product>()
            .Where(product => product.Number != null && ours.Keys.Contains(product.Number) && product.Version == 1
                && !db.Set<InvoiceLine>().Any(line => line.ProductId == product.Id))
            .ToListAsync(cancellationToken);
        var going = unused.Where(product => ours[product.Number!] is var own
            && (own.Name, own.Unit, own.UnitPrice, own.Details) == (product.Name, product.Unit, product.UnitPrice, product.Details)).ToList();
        db.RemoveRange(going);
        return going.Count;
    }
}
