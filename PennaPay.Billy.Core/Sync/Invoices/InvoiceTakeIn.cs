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
    /// <returns>For each what it is here, or why it is not.</returns>
    public async Task<IReadOnlyList<(PlannedInvoice Record, Guid? Id, Failure? Failure)>> StoreAsync(
        WorkspaceDbContext db, SyncRun run, IReadOnlyList<(IssuedInvoice Issued, PlannedInvoice Planned)> batch, SyncModule goTo, CancellationToken cancellationToken)
    {
        List<(PlannedInvoice, Guid?, Failure?)> results = [];
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
                results.Add((planned, null, new Failure(FailureCodes.SyncContactMissing, issued.Document.Number)));
                continue;
            }

            if (issued.Document.CreditedId is { } id && originals.TryGetValue(id, out var original))
                (issued.Invoice.CreditedInvoiceId, issued.Invoice.CreditedInvoiceNumber) = (original.Id, original.Number);
            var incoming = new IncomingInvoice(issued.Invoice, new Customer { Name = customer.Name }, issued.Stated, customer.Id);
            if (InvoiceIntake.Check([incoming]).FirstOrDefault(problem => !problem.Problem.Field.StartsWith(nameof(Customer), StringComparison.Ordinal)) is { } problem)
                results.Add((planned, null, new Failure(FailureCodes.InvoiceInvalid, problem.Problem.Field)));
            else
                fit.Add((issued, planned, incoming));
        }

        if (fit.Count == 0)
            return results;
        var stored = (IntakeResult.Stored)await intake.StoreAsync(db, fit.ConvertAll(one => one.Incoming), new IntakeOptions(IsQuiet: true), cancellationToken);
        foreach (var ((issued, planned, _), arrived) in fit.Zip(stored.Invoices))
        {
            await ledger.TakeInAsync(db, run.ConnectionId, arrived.Id, issued.Document.Id, planned.Condition, issued.Document.Number, cancellationToken);
            await PayAsync(db, issued.Invoice.Origin, arrived.Id, planned, cancellationToken);
            results.Add((planned, arrived.Id, null));
        }

        return results;
    }

    /// <summary>Makes a document the one of an invoice of ours.</summary>
    /// <returns>False where the invoice is gone, or a push of it came first.</returns>
    public async Task<bool> TakeOverAsync(WorkspaceDbContext db, Connection connection, Guid id, RemoteDocument document, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } invoice)
            return false;
        var pushes = await PushLedger.OfInvoicesAsync(db, [id], connection.Id, PushPurpose.Document, cancellationToken);
        var (row, why) = ReconcileRules.Decide(invoice, [.. pushes[id]], [document]) switch
        {
            ReconcileVerdict.TakeOver over => (over.Row, null),
            ReconcileVerdict.Doubt doubt => (doubt.Row, doubt.Why),
            _ => (null, new Failure(FailureCodes.RecordChanged)),
        };
        if (why?.Code == FailureCodes.RecordChanged)
            return false;
        await ledger.TakeOverAsync(
            db, new(connection.WorkspaceId, connection.Id), row, invoice, targets.Of(connection.System).KeyOf(connection, invoice), document, why, cancellationToken);
        return true;
    }

    /// <summary>Stores what was paid, changes what is told otherwise now, and forgets what counts no more.</summary>
    public async Task PayAsync(WorkspaceDbContext db, InvoiceOrigin origin, Guid invoice, PlannedInvoice record, CancellationToken cancellationToken)
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
