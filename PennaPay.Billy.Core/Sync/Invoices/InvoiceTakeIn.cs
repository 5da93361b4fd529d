using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>Stores what an account issued, and what was paid on it, within a run's transaction.</summary>
internal sealed class InvoiceTakeIn(InvoiceIntake intake, PushLedger ledger, PushTargets targets, TimeProvider time)
{
    /// <summary>Brings invoices here, made out to those who are their contacts there.</summary>
    /// <param name="db">A transaction in which somebody acts.</param>
    /// <param name="run">The run.</param>
    /// <param name="batch">The invoices, each with what is planned of it.</param>
    /// <param name="goTo">Which of ours gets what is made out to a contact that several of ours are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each what it is here, or why it is not. One that an earlier connection brought is linked.</returns>
    public async Task<IReadOnlyList<(PlannedInvoice Record, SyncOutcome Outcome, Failure? Failure)>> StoreAsync(
        WorkspaceDbContext db, SyncRun run, IReadOnlyList<(IssuedInvoice Issued, PlannedInvoice Planned)> batch, SyncModule goTo, CancellationToken cancellationToken)
    {
        List<(PlannedInvoice, SyncOutcome, Failure?)> results = [];
        List<(IssuedInvoice Issued, PlannedInvoice Planned, IncomingInvoice Incoming)> fit = [];
        var contacts = batch.Select(one => one.Issued.Document.PartyId).ToHashSet(StringComparer.Ordinal);
        var customers = await InvoiceReading.CustomersAsync(db, run.ConnectionId, contacts, cancellationToken);
        var credited = batch.Select(one => one.Issued.Document.CreditedId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var originals = await OriginalsAsync(db, run.ConnectionId, credited, cancellationToken);
        foreach (var (issued, planned) in batch)
        {
            var customer = InvoicePlanner.ChosenOf(customers.GetValueOrDefault(issued.Document.PartyId) ?? [], goTo);
            if (customer is null)
            {
                results.Add((planned, SyncOutcome.Failed, new Failure(FailureCodes.SyncContactMissing, issued.Document.Number)));
                continue;
            }

            if (issued.Document.CreditedId is { } id && originals.TryGetValue(id, out var original))
                (issued.Invoice.CreditedInvoiceId, issued.Invoice.CreditedInvoiceNumber) = (original.Id, original.Number);
            var incoming = new IncomingInvoice(issued.Invoice, new Customer { Name = customer.Name }, issued.Stated, customer.Id);
            if (InvoiceIntake.Check([incoming]).FirstOrDefault(problem => !problem.Problem.Field.StartsWith(nameof(Customer), StringComparison.Ordinal)) is { } problem)
                results.Add((planned, SyncOutcome.Failed, new Failure(FailureCodes.InvoiceInvalid, problem.Problem.Field)));
            else
                fit.Add((issued, planned, incoming));
        }

        if (fit.Count == 0)
            return results;
        if (await intake.StoreAsync(db, fit.ConvertAll(one => one.Incoming), new IntakeOptions(IsQuiet: true), cancellationToken) is not IntakeResult.Stored stored)
        {
            // A customer went meanwhile.
            results.AddRange(fit.Select(one => (one.Planned, SyncOutcome.Failed, (Failure?)new Failure(FailureCodes.RecordChanged))));
            return results;
        }

        foreach (var ((issued, planned, _), arrived) in fit.Zip(stored.Invoices))
        {
            await ledger.TakeInAsync(db, run.ConnectionId, arrived.Id, issued.Document.Id, planned.Condition, issued.Document.Number, cancellationToken);
            await PayAsync(db, issued.Invoice.Origin, arrived.Id, planned, cancellationToken);
            results.Add((planned with { LocalId = arrived.Id }, arrived.IsNew ? SyncOutcome.Created : SyncOutcome.Linked, null));
        }

        return results;
    }

    /// <summary>Makes a document the one of an invoice of ours.</summary>
    /// <param name="db">A transaction.</param>
    /// <param name="connection">The account.</param>
    /// <param name="id">Our invoice.</param>
    /// <param name="document">The document.</param>
    /// <param name="isAnswered">Whether a person says so, who knows better than what a push that was given up has left in doubt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it is not; null where it is.</returns>
    public async Task<Failure?> TakeOverAsync(
        WorkspaceDbContext db, Connection connection, Guid id, RemoteDocument document, bool isAnswered, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } invoice)
            return new Failure(FailureCodes.RecordChanged);
        var pushes = (await PushLedger.OfInvoicesAsync(db, [id], connection.Id, PushPurpose.Document, cancellationToken))[id].ToList();
        LedgerEntry? row;
        Failure? why = null;
        switch (ReconcileRules.Decide(invoice, pushes, [document]))
        {
            case ReconcileVerdict.TakeOver over:
                row = over.Row;
                break;
            case ReconcileVerdict.Doubt doubt:
                (row, why) = (doubt.Row, doubt.Why);
                break;
            case ReconcileVerdict.Leave when isAnswered && pushes.TrueForAll(push => push.State == PushState.Cancelled):
                row = pushes.Find(push => push.Revision == invoice.Revision);
                break;
            default:
                return new Failure(FailureCodes.OutcomeUnknown);
        }

        await ledger.TakeOverAsync(
            db, new(connection.WorkspaceId, connection.Id), row, invoice, targets.Of(connection.System).KeyOf(connection, invoice), document, why, cancellationToken);
        return null;
    }

    /// <summary>Whether a document still is the invoice's, and no push has it in hand.</summary>
    public static Task<bool> HasAsync(WorkspaceDbContext db, Guid connection, PlannedInvoice record, CancellationToken cancellationToken) =>
        db.Set<Push.Copies.InvoiceCopy>().AnyAsync(
            copy => copy.InvoiceId == record.LocalId && copy.ConnectionId == connection && copy.RemoteId == record.RemoteId
                && copy.State != CopyState.Waiting && copy.State != CopyState.Sending, cancellationToken);

    /// <summary>Stores what was paid, changes what is told otherwise now, and forgets what counts no more.</summary>
    public async Task PayAsync(
        WorkspaceDbContext db, InvoiceOrigin origin, Guid invoice, PlannedInvoice record, CancellationToken cancellationToken)
    {
        if (record.Withdrawn.Count > 0)
            await db.Set<Payment>().Where(payment => record.Withdrawn.Contains(payment.Id)).ExecuteDeleteAsync(cancellationToken);
        if (record.Payments.Count == 0)
            return;
        var ids = record.Payments.Select(payment => payment.Id).ToList();
        var known = await db.Set<Payment>().AsTracking().Where(payment => payment.Origin == origin && ids.Contains(payment.OriginId)).ToDictionaryAsync(payment => payment.OriginId, cancellationToken);
        var currency = await db.Set<Invoice>().Where(one => one.Id == invoice).Select(one => one.Currency).FirstOrDefaultAsync(cancellationToken);
        if (currency is null)
            return;
        foreach (var payment in record.Payments)
        {
            if (!known.TryGetValue(payment.Id, out var stored))
            {
                var now = time.GetUtcNow();
                db.Add(stored = new Payment { Id = Guid.CreateVersion7(now), WorkspaceId = db.Workspace, Origin = origin, OriginId = payment.Id, CreatedAt = now });
            }

            (stored.InvoiceId, stored.Day, stored.Amount, stored.Currency) = (invoice, payment.Day, payment.Amount, currency);
        }
    }

    private static async Task<Dictionary<string, (Guid Id, string Number)>> OriginalsAsync(
        WorkspaceDbContext db, Guid connection, HashSet<string> remoteIds, CancellationToken cancellationToken)
    {
        if (remoteIds.Count == 0)
            return [];
        var found = await db.Set<Push.Copies.InvoiceCopy>().Where(copy => copy.ConnectionId == connection && remoteIds.Contains(copy.RemoteId!))
            .Join(db.Set<Invoice>(), copy => copy.InvoiceId, invoice => invoice.Id, (copy, invoice) => new { copy.RemoteId, invoice.Id, invoice.Number })
            .ToListAsync(cancellationToken);
        return found.DistinctBy(one => one.RemoteId).ToDictionary(one => one.RemoteId!, one => (one.Id, one.Number), StringComparer.Ordinal);
    }
}
