using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>The imports of a workspace, and taking them back.</summary>
public sealed class InvoiceImports(Database database, IEnumerable<IInvoiceKeeper> keepers, InvoiceFeed feed, TimeProvider time)
{
    /// <summary>The latest imports, the newest first.</summary>
    public async Task<IReadOnlyList<InvoiceImport>> LatestAsync(WorkspaceId workspace, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceImport>().OrderByDescending(import => import.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Deletes the invoices that it brought, and the customers that it made, unless they went to another system, were changed, or are
    /// needed by what stays. An import of which nothing is left is forgotten. It takes back a slice at a time, so that nobody else who
    /// writes waits for long; broken off midway, it can be done again.
    /// </summary>
    public async Task<UndoImportResult> UndoAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var undoing = new Undoing();
        while (!undoing.IsDone)
        {
            var step = await database.WriteAsync(actor, Permission.ImportInvoices, (db, token) => StepAsync(db, id, undoing, token), cancellationToken);
            if (step is null or { IsRunning: true })
            {
                Tell(actor, undoing);
                return step is not null ? new UndoImportResult.StillRunning()
                    : undoing is { Invoices: 0, Customers: 0 } ? new UndoImportResult.NotFound()
                    : Done(undoing);
            }

            undoing = step;
        }

        Tell(actor, undoing);
        return Done(undoing);
    }

    private void Tell(Actor actor, Undoing undoing)
    {
        if (undoing.Invoices > 0)
            feed.Publish(new(actor.Workspace));
    }

    private static UndoImportResult.Undone Done(Undoing undoing) => new(undoing.Invoices, undoing.Customers, undoing.Kept);

    /// <summary>One transaction; null where there is no such import.</summary>
    private async Task<Undoing?> StepAsync(WorkspaceDbContext db, Guid id, Undoing so, CancellationToken cancellationToken)
    {
        if (await db.Set<InvoiceImport>().FirstOrDefaultAsync(import => import.Id == id, cancellationToken) is not { } import)
            return null;
        if (import.StateAt(time.GetUtcNow()) == ImportState.Running)
            return so with { IsRunning = true };
        var room = ImportSlices.MostDocuments;
        var going = 0;
        // Credit notes first: what stays of them keeps what they credit.
        foreach (var kind in new[] { InvoiceKind.CreditNote, InvoiceKind.Invoice })
        {
            if (room == 0 || (kind, so.Kind) == (InvoiceKind.CreditNote, InvoiceKind.Invoice))
                continue;
            var slice = await SliceAsync(db, id, kind, kind == so.Kind ? so.After : null, room, cancellationToken);
            var kept = await JudgeAsync(db, slice, cancellationToken);
            List<Guid> gone = [.. slice.Select(invoice => invoice.Id).Except(kept.Select(record => record.Id))];
            await db.Set<Invoice>().Where(invoice => gone.Contains(invoice.Id)).ExecuteDeleteAsync(cancellationToken);
            (room, going) = (room - slice.Count, going + gone.Count);
            so = so with { Kind = kind, After = slice is [.., var last] ? last.Id : kind == so.Kind ? so.After : null, Kept = [.. so.Kept, .. kept] };
        }

        so = so with { Invoices = so.Invoices + going };
        import.Invoices -= going;
        if (room > 0)
            so = await TakeCustomersAsync(db, import, so, cancellationToken);
        if (so.IsDone && so.Kept.Count == 0)
            db.Remove(import);
        else if (so.IsDone)
            (import.Invoices, import.Customers, import.UndoneAt) = (so.Kept.Count(kept => !kept.IsCustomer), so.Kept.Count(kept => kept.IsCustomer), time.GetUtcNow());
        db.Audit("import.undone", nameof(InvoiceImport), id.ToString(), going);
        return so;
    }

    private static Task<List<Brought>> SliceAsync(
        WorkspaceDbContext db, Guid import, InvoiceKind kind, Guid? after, int most, CancellationToken cancellationToken) =>
        db.Set<Invoice>().AsNoTracking()
            .Where(invoice => invoice.ImportId == import && invoice.Kind == kind && (after == null || invoice.Id > after))
            .OrderBy(invoice => invoice.Id).Take(most)
            .Select(invoice => new Brought(
                invoice.Id, invoice.Number, invoice.Version != 1,
                invoice.RemoteId != null || (invoice.CopyState != CopyState.NotPushed && invoice.CopyState != CopyState.Failed),
                db.Set<Payment>().Any(payment => payment.InvoiceId == invoice.Id),
                db.Set<Invoice>().Any(note => note.CreditedInvoiceId == invoice.Id)))
            .ToListAsync(cancellationToken);

    /// <summary>What of a slice stays, and why.</summary>
    private async Task<List<KeptRecord>> JudgeAsync(WorkspaceDbContext db, List<Brought> slice, CancellationToken cancellationToken)
    {
        var there = slice.Where(invoice => invoice.IsElsewhere).Select(invoice => invoice.Id).ToHashSet();
        List<Guid> ids = [.. slice.Select(invoice => invoice.Id)];
        foreach (var keeper in keepers)
            there.UnionWith(await keeper.MustStayAsync(db, ids, cancellationToken));
        return
        [
            .. from invoice in slice
               let reason = there.Contains(invoice.Id) ? KeptReason.Pushed
                   : invoice.IsEdited ? KeptReason.Edited
                   : invoice.IsPaid ? KeptReason.Paid
                   : invoice.IsCredited ? KeptReason.Credited
                   : (KeptReason?)null
               where reason is not null
               select new KeptRecord(invoice.Id, false, invoice.Number, reason.Value),
        ];
    }

    private static async Task<Undoing> TakeCustomersAsync(WorkspaceDbContext db, InvoiceImport import, Undoing so, CancellationToken cancellationToken)
    {
        var id = import.Id;
        var after = so.AfterCustomer;
        var slice = await db.Set<Customer>().AsNoTracking()
            .Where(customer => customer.ImportId == id && (after == null || customer.Id > after))
            .OrderBy(customer => customer.Id).Take(ImportSlices.MostDocuments)
            .Select(customer => new
            {
                customer.Id, customer.Name, IsEdited = customer.Version != 1,
                HasInvoices = db.Set<Invoice>().Any(invoice => invoice.CustomerId == customer.Id),
            })
            .ToListAsync(cancellationToken);
        List<Guid> gone = [.. slice.Where(customer => customer is { IsEdited: false, HasInvoices: false }).Select(customer => customer.Id)];
        await db.Set<Customer>().Where(customer => gone.Contains(customer.Id)).ExecuteDeleteAsync(cancellationToken);
        import.Customers -= gone.Count;
        return so with
        {
            Customers = so.Customers + gone.Count,
            AfterCustomer = slice is [.., var last] ? last.Id : after,
            IsDone = slice.Count < ImportSlices.MostDocuments,
            Kept =
            [
                .. so.Kept,
                .. slice.Where(customer => customer.IsEdited || customer.HasInvoices).Select(customer =>
                    new KeptRecord(customer.Id, true, customer.Name, customer.HasInvoices ? KeptReason.HasInvoices : KeptReason.Edited)),
            ],
        };
    }

    private sealed record Brought(Guid Id, string Number, bool IsEdited, bool IsElsewhere, bool IsPaid, bool IsCredited);

    /// <summary>How far it is.</summary>
    private sealed record Undoing
    {
        public InvoiceKind Kind { get; init; } = InvoiceKind.CreditNote;

        public Guid? After { get; init; }

        public Guid? AfterCustomer { get; init; }

        public int Invoices { get; init; }

        public int Customers { get; init; }

        public IReadOnlyList<KeptRecord> Kept { get; init; } = [];

        public bool IsDone { get; init; }

        public bool IsRunning { get; init; }
    }
}
