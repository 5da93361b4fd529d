using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>Creates, changes, sends and deletes invoices.</summary>
public sealed class InvoiceEditor(
    Database database, IEnumerable<IInvoiceSentHandler> sentHandlers, IEnumerable<IInvoiceKeeper> keepers, MirroredOrigins mirrored, InvoiceFeed feed, TimeProvider time)
{
    private const string FirstNumber = "1001";
    private const int NumbersToLookAt = 200;

    /// <summary>
    /// Stores the form, unless it breaks <see cref="InvoiceRules"/>. Changed content raises the revision, and an invoice that
    /// has a copy elsewhere becomes <see cref="CopyState.Changed"/>. Totals that an import stated stay as long as no amount changes.
    /// One that came in from another system (<see cref="MirroredOrigins"/>) is refused.
    /// </summary>
    public Task<SaveResult> SaveAsync(Actor actor, InvoiceForm draft, CancellationToken cancellationToken) =>
        database.WriteAsync(
            actor, Permission.EditInvoices, (db, token) => SaveAsync(db, actor.Workspace, draft, token), cancellationToken);

    /// <summary>Says that the customer has it, and tells every <see cref="IInvoiceSentHandler"/>.</summary>
    public Task<MarkAsSentResult> MarkAsSentAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditInvoices, (db, token) => MarkAsSentAsync(db, id, token), cancellationToken);

    /// <summary>What <see cref="DeleteAsync(Actor, Guid, CancellationToken)"/> would come to as things are.</summary>
    public async Task<DeleteInvoiceResult> ForeseeDeletingAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Invoice>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is { } invoice
            ? await JudgeDeletingAsync(db, invoice, cancellationToken)
            : DeleteInvoiceResult.NotFound;
    }

    /// <summary>Deletes it with its lines, unless another system has it or may get it, or something stored hangs on it.</summary>
    public Task<DeleteInvoiceResult> DeleteAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditInvoices, (db, token) => DeleteAsync(db, id, token), cancellationToken);

    /// <summary>
    /// A number for the next invoice: one more than the highest of the series that was used last of all that were written here.
    /// What came in, and the samples, are somebody else's series, of which only no number is used again.
    /// </summary>
    public async Task<string> NextNumberAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        // The origin's id is the invoice's own, which grows with time: the newest are read from the end of the unique index.
        var written = await db.Set<Invoice>()
            .Where(invoice => invoice.Origin == InvoiceOrigin.Editor)
            .OrderByDescending(invoice => invoice.OriginId)
            .Take(NumbersToLookAt)
            .Select(invoice => new { invoice.IssueDate, invoice.Number })
            .ToListAsync(cancellationToken);
        var newest = written.OrderByDescending(invoice => invoice.IssueDate).Select(invoice => invoice.Number).ToList();
        var next = newest.FirstOrDefault(EndsInDigits) is { } latest ? Following(latest, newest) : FirstNumber;
        // One question however long the row of taken numbers is.
        var first = NumberKey.Of(next);
#pragma warning disable CA1309 // The database compares, byte by byte.
        var taken = db.Set<Invoice>().Select(invoice => invoice.NumberKey)
            .Where(key => string.Compare(key, first) >= 0).OrderBy(key => key).AsAsyncEnumerable();
#pragma warning restore CA1309
        await foreach (var key in taken.WithCancellation(cancellationToken))
        {
            var order = string.CompareOrdinal(key, NumberKey.Of(next));
            if (order > 0)
                break;
            if (order == 0)
                next = Increment(next);
        }

        return next;
    }

    private async Task<SaveResult> SaveAsync(
        WorkspaceDbContext db, WorkspaceId workspace, InvoiceForm draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var invoice = draft.Id is { } id
            ? await db.Set<Invoice>().Include(known => known.Lines.OrderBy(line => line.Position))
                .FirstOrDefaultAsync(known => known.Id == id, cancellationToken)
            : NewInvoice(workspace, now);
        if (invoice is null)
            return new SaveResult.NotFound();
        if (mirrored.Contains(invoice.Origin))
            return new SaveResult.Incoming();
        if (draft.Id is not null && invoice.Version != draft.Version)
            return new SaveResult.ChangedMeanwhile();

        var (oldNumber, oldAmounts) = (invoice.Number, ContentHash.OfAmounts(invoice));
        await FillAsync(db, invoice, draft, cancellationToken);
        var problems = await CheckAsync(db, invoice, oldNumber, cancellationToken);
        if (problems.Count > 0)
        {
            db.ChangeTracker.Clear();
            return new SaveResult.Invalid(problems);
        }

        var isStated = invoice.TotalsAreStated && ContentHash.OfAmounts(invoice) == oldAmounts;
        // What made the document's own amount a round one says nothing of another.
        if (invoice.TotalsAreStated && !isStated)
            invoice.PayableRounding = null;
        if (invoice.Seal(isStated ? new(invoice.Net, invoice.Vat, invoice.Gross) : null))
        {
            foreach (var keeper in keepers)
                await keeper.RevisedAsync(db, invoice, cancellationToken);
        }

        invoice.UpdatedAt = now;
        invoice.Version++;
        if (draft.Id is null)
            db.Add(invoice);
        db.Audit(draft.Id is null ? "invoice.created" : "invoice.changed", nameof(Invoice), invoice.Id);
        return new SaveResult.Saved(invoice.Id, invoice.Version);
    }

    private static Invoice NewInvoice(WorkspaceId workspace, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id, WorkspaceId = workspace, Origin = InvoiceOrigin.Editor, OriginId = id.ToString("N"), CreatedAt = now,
            Version = 0,
        };
    }

    private static async Task FillAsync(
        WorkspaceDbContext db, Invoice invoice, InvoiceForm draft, CancellationToken cancellationToken)
    {
        draft.CopyTo(invoice);
        var customer = draft.CustomerId is { } chosen
            ? await db.Set<Customer>().AsNoTracking().FirstOrDefaultAsync(known => known.Id == chosen, cancellationToken)
            : null;
        if (customer is null)
            invoice.CustomerId = Guid.Empty;
        else
            invoice.SetCustomer(customer);
        await ForgetUnknownProductsAsync(db, invoice, cancellationToken);
    }

    // A product may have been deleted since the form was filled; its line keeps what it says.
    private static async Task ForgetUnknownProductsAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        var wanted = invoice.Lines.Select(line => line.ProductId).OfType<Guid>().Distinct().ToList();
        var known = wanted.Count == 0
            ? []
            : await db.Set<Product>().Where(product => wanted.Contains(product.Id)).Select(product => product.Id).ToListAsync(cancellationToken);
        foreach (var line in invoice.Lines.Where(line => line.ProductId is { } id && !known.Contains(id)))
            line.ProductId = null;
    }

    private static async Task<List<FieldProblem>> CheckAsync(
        WorkspaceDbContext db, Invoice invoice, string oldNumber, CancellationToken cancellationToken)
    {
        List<FieldProblem> problems = [.. InvoiceRules.Check(invoice)];
        var key = NumberKey.Of(invoice.Number);
        // Imports may bring a number twice; such an invoice can still be edited, but nobody may write a second one by hand.
        if (invoice.Number.Length > 0
            && invoice.Number != oldNumber
            && await db.Set<Invoice>().AsNoTracking().AnyAsync(
                other => other.NumberKey == key && other.Kind == invoice.Kind && other.Id != invoice.Id,
                cancellationToken))
            problems.Add(new(nameof(Invoice.Number), InvoiceProblems.NumberTaken, invoice.Number));
        if (invoice.CreditedInvoiceId is { } credited
            && !await db.Set<Invoice>().AsNoTracking().AnyAsync(
                other => other.Id == credited && other.Kind == InvoiceKind.Invoice, cancellationToken))
            problems.Add(new(nameof(Invoice.CreditedInvoiceNumber), InvoiceProblems.CreditedInvoiceUnknown));
        return problems;
    }

    private async Task<MarkAsSentResult> MarkAsSentAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var invoice = await db.Set<Invoice>().Include(known => known.Lines.OrderBy(line => line.Position))
            .FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (invoice is null)
            return MarkAsSentResult.NotFound;
        if (mirrored.Contains(invoice.Origin))
            return MarkAsSentResult.Incoming;
        if (invoice.Status == InvoiceStatus.Sent)
            return MarkAsSentResult.AlreadySent;
        invoice.Status = InvoiceStatus.Sent;
        invoice.UpdatedAt = time.GetUtcNow();
        invoice.Version++;
        foreach (var handler in sentHandlers)
            await handler.InvoiceSentAsync(db, invoice, cancellationToken);
        db.Audit("invoice.sent", nameof(Invoice), id);
        return MarkAsSentResult.Sent;
    }

    private async Task<DeleteInvoiceResult> DeleteAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } invoice)
            return DeleteInvoiceResult.NotFound;
        var verdict = await JudgeDeletingAsync(db, invoice, cancellationToken);
        if (verdict != DeleteInvoiceResult.Deleted)
            return verdict;
        db.Remove(invoice);
        db.Audit("invoice.deleted", nameof(Invoice), id);
        db.AfterCommit(() => feed.Publish(new(db.Workspace)));
        return DeleteInvoiceResult.Deleted;
    }

    private async Task<DeleteInvoiceResult> JudgeDeletingAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        // What came from an account that another took the place of is nobody's to change any more.
        var isMirrored = mirrored.Contains(invoice.Origin);
        if (isMirrored && invoice.RemoteId is not null)
            return DeleteInvoiceResult.Incoming;
        if (invoice.CopyState is not (CopyState.NotPushed or CopyState.Failed) || invoice.RemoteId is not null)
            return DeleteInvoiceResult.Present;
        foreach (var keeper in keepers)
        {
            if ((await keeper.MustStayAsync(db, [invoice.Id], cancellationToken)).Count > 0)
                return isMirrored ? DeleteInvoiceResult.Incoming : DeleteInvoiceResult.Present;
        }

        return await db.Set<Invoice>().AnyAsync(note => note.CreditedInvoiceId == invoice.Id, cancellationToken) ? DeleteInvoiceResult.Credited
            : await db.Set<Payment>().AnyAsync(payment => payment.InvoiceId == invoice.Id && (!isMirrored || payment.Origin != invoice.Origin), cancellationToken) ? DeleteInvoiceResult.Paid
            : DeleteInvoiceResult.Deleted;
    }

    private static string Following(string latest, List<string> numbers)
    {
        var prefix = Prefix(latest);
        return Increment(numbers.Where(number => EndsInDigits(number) && Prefix(number) == prefix).MaxBy(NumberKey.Of)!);
    }

    private static string Increment(string number)
    {
        var prefix = Prefix(number);
        var digits = number[prefix.Length..];
        var next = (System.Numerics.BigInteger.Parse(digits, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        return prefix + next.PadLeft(digits.Length, '0');
    }

    private static string Prefix(string number) => number.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static bool EndsInDigits(string number) => number.Length > 0 && char.IsAsciiDigit(number[^1]);
}
