using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>The imports of a workspace, and taking them back.</summary>
public sealed class InvoiceImports(Database database, IEnumerable<IInvoiceKeeper> keepers, TimeProvider time)
{
    private const int AtATime = 500;

    /// <summary>The latest imports, the newest first.</summary>
    public async Task<IReadOnlyList<InvoiceImport>> LatestAsync(WorkspaceId workspace, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceImport>().OrderByDescending(import => import.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Deletes the invoices that it brought, and the customers that it made, unless they went to another system, were changed, or are
    /// needed by what stays. An import of which nothing is left is forgotten.
    /// </summary>
    public Task<UndoImportResult> UndoAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ImportInvoices, (db, token) => UndoAsync(db, id, token), cancellationToken);

    private async Task<UndoImportResult> UndoAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<InvoiceImport>().FirstOrDefaultAsync(import => import.Id == id, cancellationToken) is not { } import)
            return new UndoImportResult.NotFound();
        var (invoices, keptInvoices) = await SortInvoicesAsync(db, id, cancellationToken);
        foreach (var some in invoices.Chunk(AtATime))
            await db.Set<Invoice>().Where(invoice => some.Contains(invoice.Id)).ExecuteDeleteAsync(cancellationToken);
        var (customers, keptCustomers) = await SortCustomersAsync(db, id, cancellationToken);
        foreach (var some in customers.Chunk(AtATime))
            await db.Set<Customer>().Where(customer => some.Contains(customer.Id)).ExecuteDeleteAsync(cancellationToken);

        if (keptInvoices.Count + keptCustomers.Count == 0)
            db.Remove(import);
        else
            (import.Invoices, import.Customers, import.UndoneAt) = (keptInvoices.Count, keptCustomers.Count, time.GetUtcNow());
        db.Audit("import.undone", nameof(InvoiceImport), id.ToString(), invoices.Count);
        return new UndoImportResult.Undone(invoices.Count, customers.Count, [.. keptInvoices, .. keptCustomers]);
    }

    private async Task<(List<Guid> Going, List<KeptRecord> Kept)> SortInvoicesAsync(
        WorkspaceDbContext db, Guid import, CancellationToken cancellationToken)
    {
        var invoices = await db.Set<Invoice>().AsNoTracking().Where(invoice => invoice.ImportId == import).OrderBy(invoice => invoice.Id)
            .Select(invoice => new
            {
                invoice.Id, invoice.Number, invoice.CreditedInvoiceId, IsEdited = invoice.Version != 1,
                IsElsewhere = invoice.RemoteId != null || (invoice.CopyState != CopyState.NotPushed && invoice.CopyState != CopyState.Failed),
                IsPaid = db.Set<Payment>().Any(payment => payment.InvoiceId == invoice.Id),
            })
            .ToListAsync(cancellationToken);
        var reasons = new Dictionary<Guid, KeptReason>();
        foreach (var invoice in invoices)
        {
            if (invoice.IsElsewhere || await MustStayAsync(db, invoice.Id, cancellationToken))
                reasons.Add(invoice.Id, KeptReason.Pushed);
            else if (invoice.IsEdited)
                reasons.Add(invoice.Id, KeptReason.Edited);
            else if (invoice.IsPaid)
                reasons.Add(invoice.Id, KeptReason.Paid);
        }

        // A credit note that stays, of this import or another, would point at nothing.
        var going = invoices.Select(invoice => invoice.Id).Where(id => !reasons.ContainsKey(id)).ToList();
        var credits = await ManyKeys.FindAsync(
            going,
            ids => db.Set<Invoice>().AsNoTracking().Where(note => note.CreditedInvoiceId != null && ids.Contains(note.CreditedInvoiceId.Value))
                .Select(note => new { note.Id, Credited = note.CreditedInvoiceId!.Value }),
            cancellationToken);
        var gone = going.ToHashSet();
        foreach (var credit in credits.Where(credit => !gone.Contains(credit.Id)))
            reasons.TryAdd(credit.Credited, KeptReason.Credited);
        return (
            going.FindAll(id => !reasons.ContainsKey(id)),
            [.. invoices.Where(invoice => reasons.ContainsKey(invoice.Id)).Select(invoice => new KeptRecord(invoice.Id, false, invoice.Number, reasons[invoice.Id]))]);
    }

    private async Task<bool> MustStayAsync(WorkspaceDbContext db, Guid invoice, CancellationToken cancellationToken)
    {
        foreach (var keeper in keepers)
        {
            if (await keeper.MustStayAsync(db, invoice, cancellationToken))
                return true;
        }

        return false;
    }

    private static async Task<(List<Guid> Going, List<KeptRecord> Kept)> SortCustomersAsync(
        WorkspaceDbContext db, Guid import, CancellationToken cancellationToken)
    {
        var customers = await db.Set<Customer>().AsNoTracking().Where(customer => customer.ImportId == import).OrderBy(customer => customer.Id)
            .Select(customer => new
            {
                customer.Id, customer.Name, IsEdited = customer.Version != 1,
                HasInvoices = db.Set<Invoice>().Any(invoice => invoice.CustomerId == customer.Id),
            })
            .ToListAsync(cancellationToken);
        return (
            [.. customers.Where(customer => customer is { IsEdited: false, HasInvoices: false }).Select(customer => customer.Id)],
            [.. customers.Where(customer => customer.IsEdited || customer.HasInvoices).Select(customer =>
                new KeptRecord(customer.Id, true, customer.Name, customer.HasInvoices ? KeptReason.HasInvoices : KeptReason.Edited))]);
    }
}
