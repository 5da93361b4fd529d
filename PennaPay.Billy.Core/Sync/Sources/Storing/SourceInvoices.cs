using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Storing;

/// <summary>Stores invoices, credit notes and payments as a source has them, and how they stand there.</summary>
internal sealed class SourceInvoices(InvoiceIntake intake, AutoPush autoPush, IEnumerable<IInvoiceKeeper> keepers, TimeProvider time)
{
    public async Task StoreAsync(
        WorkspaceDbContext db, ISource source, Connection connection, SourceRows known, SourceStep step, bool isFirst, SourceTally tally, CancellationToken cancellationToken)
    {
        List<SourceInvoice> fresh = [];
        foreach (var incoming in step.Invoices)
        {
            if (known.WhyNot(incoming.CustomerId) is { } reason)
                tally.LeaveOut(reason);
            else if (known.Invoices.TryGetValue(incoming.Id, out var stored))
                await ChangeAsync(db, source, known, stored, incoming, tally, cancellationToken);
            else if (incoming.Invoice is not null)
                fresh.Add(incoming);
        }

        // What is credited goes before what credits it.
        foreach (var kind in fresh.GroupBy(incoming => incoming.Invoice!.Kind).OrderBy(kind => kind.Key == InvoiceKind.CreditNote))
            await TakeInAsync(db, source, connection, known, [.. kind], isFirst, tally, cancellationToken);
        foreach (var payments in step.Payments)
        {
            if (known.Invoices.TryGetValue(payments.InvoiceId, out var stored))
                await PayAsync(db, source.Origin, stored, payments, tally, cancellationToken);
        }

        foreach (var told in step.ToldPayments)
        {
            if (known.Invoices.TryGetValue(told.InvoiceId, out var stored))
                Note(source, stored, told, tally);
        }

        foreach (var gone in step.InvoicesGone)
        {
            if (!known.Invoices.TryGetValue(gone, out var stored) || stored.Standing == SourceStanding.Gone)
                continue;
            (stored.Standing, stored.Remaining, stored.StandsSince) = (SourceStanding.Gone, 0, time.GetUtcNow());
            Active(stored, source.Zone.DayAt(time.GetUtcNow()));
            // A copy elsewhere is one of something that is there no more.
            if (await db.Set<Invoice>().AsTracking().FirstOrDefaultAsync(invoice => invoice.Id == stored.InvoiceId, cancellationToken) is { } invoice && invoice.Withdraw())
                await ReviseAsync(db, invoice, cancellationToken);
            tally.Store();
        }
    }

    private async Task TakeInAsync(
        WorkspaceDbContext db, ISource source, Connection connection, SourceRows known, List<SourceInvoice> fresh, bool isFirst, SourceTally tally, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var linked = fresh.Select(told => known.Links.GetValueOrDefault(told.CustomerId)?.LocalId).OfType<Guid>().Distinct();
        var here = (await ManyKeys.FindAsync(linked, ids => db.Set<Customer>().Where(customer => ids.Contains(customer.Id)).Select(customer => new { customer.Id }), cancellationToken))
            .Select(customer => customer.Id).ToHashSet();
        List<(SourceInvoice Told, IncomingInvoice Incoming)> fit = [];
        foreach (var told in fresh)
        {
            if (!known.Links.TryGetValue(told.CustomerId, out var customer))
            {
                tally.LeaveOut(known.WhyNot(told.CustomerId) ?? LeftOutReason.Unreadable);
                continue;
            }

            if (!here.Contains(customer.LocalId))
            {
                SourceCustomers.NoteDeletedHere(db, connection, known, told.CustomerId, time.GetUtcNow(), tally);
                tally.LeaveOut(LeftOutReason.DeletedHere);
                continue;
            }

            await TieAsync(db, known, told, cancellationToken);
            var incoming = new IncomingInvoice(told.Invoice!, new Customer { Name = "–" }, told.Stated, customer.LocalId);
            if (InvoiceIntake.Check([incoming]).Any(problem => !problem.Problem.Field.StartsWith(nameof(Customer), StringComparison.Ordinal)))
                tally.LeaveOut(LeftOutReason.Unreadable);
            else
                fit.Add((told, incoming));
        }

        if (fit.Count == 0)
            return;
        var result = await intake.StoreAsync(db, fit.ConvertAll(one => one.Incoming), new IntakeOptions(IsQuiet: true), cancellationToken);
        if (result is not IntakeResult.Stored arrived)
        {
            // A customer went meanwhile; the next round brings what is left.
            tally.LeaveOut(LeftOutReason.Unreadable, fit.Count);
            return;
        }

        var since = await SourcePushes.GoingByItselfSinceAsync(db, connection.Id, cancellationToken);
        foreach (var ((told, incoming), invoice) in fit.Zip(arrived.Invoices))
        {
            var row = db.Add(new SourcedInvoice { ConnectionId = connection.Id, RemoteId = told.Id, InvoiceId = invoice.Id, CustomerId = incoming.KnownCustomerId!.Value }).Entity;
            row.IsNew = since is { } begun && IsNew(source, told, begun, isFirst);
            known.Invoices[told.Id] = row;
            Stand(source, row, told, isFirst: true);
            tally.Store();
        }

        // Who decides whether they go on asks the database.
        await db.SaveChangesAsync(cancellationToken);
        await autoPush.InvoicesCameAsync(db, [.. arrived.Invoices.Select(invoice => invoice.Id)], cancellationToken);
    }

    private async Task ChangeAsync(
        WorkspaceDbContext db, ISource source, SourceRows known, SourcedInvoice stored, SourceInvoice told, SourceTally tally, CancellationToken cancellationToken)
    {
        // What cannot stand here is not stood by half: its content would be of one day and what is left to pay of another.
        if (told.Invoice is { } unfit && InvoiceRules.Check(unfit).Any(problem => problem.Field != nameof(Invoice.CustomerId)))
        {
            tally.LeaveOut(LeftOutReason.Unreadable);
            return;
        }

        var isOther = Stand(source, stored, told, isFirst: false);
        if (told.Invoice is { } anew)
        {
            await TieAsync(db, known, told, cancellationToken);
            isOther |= await ReplaceAsync(db, known, stored, told, anew, cancellationToken);
        }

        if (isOther)
            tally.Store();
    }

    // Whether the content is another: what was issued is seldom changed, and then by who issued it.
    private async Task<bool> ReplaceAsync(
        WorkspaceDbContext db, SourceRows known, SourcedInvoice stored, SourceInvoice told, Invoice anew, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().AsTracking().Include(invoice => invoice.Lines).FirstOrDefaultAsync(invoice => invoice.Id == stored.InvoiceId, cancellationToken) is not { } invoice)
            return false;
        var customer = known.Links.TryGetValue(told.CustomerId, out var link) && link.LocalId != invoice.CustomerId
            ? await db.Set<Customer>().FirstOrDefaultAsync(one => one.Id == link.LocalId, cancellationToken)
            : null;
        anew.CustomerId = customer?.Id ?? invoice.CustomerId;
        if (InvoiceRules.Check(anew).Count > 0)
            return false;
        anew.WorkspaceId = invoice.WorkspaceId;
        anew.Seal(told.Stated);
        if (anew.ContentHash == invoice.ContentHash && (anew.Net, anew.Vat, anew.Gross) == (invoice.Net, invoice.Vat, invoice.Gross))
            return false;
        if (customer is not null)
            invoice.SetCustomer(customer);
        stored.CustomerId = invoice.CustomerId;
        (invoice.Kind, invoice.Number, invoice.IssueDate, invoice.DueDate, invoice.Currency) = (anew.Kind, anew.Number, anew.IssueDate, anew.DueDate, anew.Currency);
        (invoice.PricesIncludeVat, invoice.Message, invoice.OrderReference) = (anew.PricesIncludeVat, anew.Message, anew.OrderReference);
        (invoice.CreditedInvoiceId, invoice.CreditedInvoiceNumber) = (anew.CreditedInvoiceId, anew.CreditedInvoiceNumber);
        db.RemoveRange(invoice.Lines);
        // They are numbered anew, and two of one number may not be there at once.
        await db.SaveChangesAsync(cancellationToken);
        invoice.Lines = anew.Lines;
        var isRevised = invoice.Seal(told.Stated);
        db.AddRange(invoice.Lines);
        if (isRevised)
            await ReviseAsync(db, invoice, cancellationToken);
        invoice.UpdatedAt = time.GetUtcNow();
        invoice.Version++;
        return true;
    }

    private async Task ReviseAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        foreach (var keeper in keepers)
            await keeper.RevisedAsync(db, invoice, cancellationToken);
    }

    private static async Task TieAsync(WorkspaceDbContext db, SourceRows known, SourceInvoice told, CancellationToken cancellationToken)
    {
        if (told.CreditedId is not { } id || !known.Invoices.TryGetValue(id, out var original))
            return;
        told.Invoice!.CreditedInvoiceId = original.InvoiceId;
        told.Invoice.CreditedInvoiceNumber = await db.Set<Invoice>().Where(invoice => invoice.Id == original.InvoiceId).Select(invoice => invoice.Number).FirstOrDefaultAsync(cancellationToken);
    }

    // Whether it stands otherwise than it did. It may go backwards: a payment that was taken for this invoice was another's.
    private bool Stand(ISource source, SourcedInvoice stored, SourceInvoice told, bool isFirst)
    {
        var now = time.GetUtcNow();
        var before = (stored.Standing, stored.Remaining, stored.IsArchived, stored.DueDate, stored.Currency, stored.ExchangeRate, stored.ActiveOn);
        var isPaid = told.Standing == SourceStanding.Paid;
        if (!isPaid)
            stored.SeenPaidOn = null;
        else if (!isFirst && stored.Standing != SourceStanding.Paid)
            stored.SeenPaidOn = source.Zone.DayAt(now);
        if (isPaid && stored.PaymentTold == PaymentTold.No)
            stored.PaymentTold = PaymentTold.KnewItself;
        (stored.Standing, stored.IsArchived) = (told.Standing, told.IsArchived);
        stored.Remaining = Money.Round(told.Remaining ?? (told.Standing.IsOpen() ? told.Stated?.Gross ?? stored.Remaining : 0));
        if (told.Invoice is { } invoice)
        {
            (stored.DueDate, stored.Currency, stored.ExchangeRate) = (invoice.DueDate, invoice.Currency, told.ExchangeRate);
            Active(stored, invoice.IssueDate);
        }

        if (!isFirst && (before.Standing, before.Remaining) != (stored.Standing, stored.Remaining))
            Active(stored, source.Zone.DayAt(time.GetUtcNow()));
        if (before.Standing != stored.Standing || before.Remaining != stored.Remaining)
            stored.PaymentsReadAt = null;
        var isOther = isFirst || before != (stored.Standing, stored.Remaining, stored.IsArchived, stored.DueDate, stored.Currency, stored.ExchangeRate, stored.ActiveOn);
        if (isOther)
            stored.StandsSince = now;
        return isOther;
    }

    private async Task PayAsync(
        WorkspaceDbContext db, InvoiceOrigin origin, SourcedInvoice invoice, SourcePayments told, SourceTally tally, CancellationToken cancellationToken)
    {
        // That they were looked for is nobody's news.
        var now = time.GetUtcNow();
        await db.Set<SourcedInvoice>().Where(row => row.ConnectionId == invoice.ConnectionId && row.RemoteId == invoice.RemoteId)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.PaymentsReadAt, now), cancellationToken);
        var known = await db.Set<Payment>().AsTracking().Where(payment => payment.InvoiceId == invoice.InvoiceId && payment.Origin == origin).ToListAsync(cancellationToken);
        foreach (var gone in known.Where(payment => !told.Payments.Any(one => KeyOf(one, invoice) == payment.OriginId)))
        {
            db.Remove(gone);
            tally.Store();
        }

        foreach (var payment in told.Payments.DistinctBy(payment => payment.Id))
        {
            var stored = known.Find(one => one.OriginId == KeyOf(payment, invoice));
            var isNew = stored is null;
            if (stored is null)
            {
                db.Add(stored = new Payment { Id = Guid.CreateVersion7(now), WorkspaceId = db.Workspace, InvoiceId = invoice.InvoiceId, Origin = origin, OriginId = KeyOf(payment, invoice), CreatedAt = now });
            }

            var amount = Money.Round(payment.Amount);
            if (isNew || (stored.Day, stored.Amount, stored.Currency, stored.Note) != (payment.Day, amount, payment.Currency, payment.Note))
            {
                tally.Store();
                Active(invoice, payment.Day);
            }

            (stored.Day, stored.Amount, stored.Currency, stored.Note) = (payment.Day, amount, payment.Currency, payment.Note);
        }
    }

    private void Note(ISource source, SourcedInvoice stored, ToldPayment told, SourceTally tally)
    {
        var now = time.GetUtcNow();
        (stored.PaymentTold, stored.PaymentToldAt, stored.PaymentFailure) = (told.Told, now, told.Failure?.Code);
        tally.Store();
        if (told.Told != PaymentTold.Told)
            return;
        var today = source.Zone.DayAt(now);
        (stored.Standing, stored.Remaining, stored.SeenPaidOn, stored.StandsSince, stored.PaymentsReadAt) = (SourceStanding.Paid, 0, today, now, null);
        Active(stored, today);
    }

    // What was made since, and what was made before and issued on a later day: it was no invoice then. A reading from the start proves only the first.
    private static bool IsNew(ISource source, SourceInvoice told, DateTimeOffset since, bool isFirst) =>
        told.MadeAt >= since || !isFirst && told.Invoice!.IssueDate > source.Zone.DayAt(since);

    private static void Active(SourcedInvoice invoice, DateOnly day) => invoice.ActiveOn = day > invoice.ActiveOn ? day : invoice.ActiveOn;

    // One movement on an account may be for several invoices.
    private static string KeyOf(SourcePayment payment, SourcedInvoice invoice) => $"{payment.Id}:{invoice.RemoteId}";
}
