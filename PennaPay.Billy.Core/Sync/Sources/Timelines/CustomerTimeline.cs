using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Timelines;

/// <summary>What happened with a customer that came from a source, by day.</summary>
public sealed class CustomerTimeline(Database database, SourceDays days)
{
    /// <summary>The newest of it, in three queries however much there is.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="customer">Who.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Timeline> ReadAsync(WorkspaceId workspace, SourcedCustomer customer, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        await using var db = database.Read(workspace);
        // One more than is shown tells whether there is more.
        var all = (await InvoicesAsync(db, customer, take + 1, cancellationToken))
            .Concat(await PaymentsAsync(db, customer, take + 1, cancellationToken))
            .Concat(await ChangesAsync(db, customer, cancellationToken))
            .OrderByDescending(entry => entry.Day).ThenBy(entry => entry.Kind).ThenByDescending(entry => entry.Id)
            .Take(take + 1).ToList();
        return new(all.Count > take ? all[..take] : all, all.Count > take);
    }

    private static IQueryable<SourcedInvoice> Sourced(WorkspaceDbContext db, SourcedCustomer customer) =>
        db.Set<SourcedInvoice>().Where(row => row.ConnectionId == customer.Connection && row.CustomerId == customer.Customer);

    private async Task<IEnumerable<TimelineEntry>> InvoicesAsync(WorkspaceDbContext db, SourcedCustomer customer, int most, CancellationToken cancellationToken)
    {
        var today = await days.TodayAsync(db, customer.Connection, cancellationToken);
        var rows = await Sourced(db, customer)
            .Join(db.Set<Invoice>(), row => row.InvoiceId, invoice => invoice.Id, (row, invoice) => new { Standing = row, invoice.Id, invoice.Kind, invoice.Number, invoice.IssueDate, invoice.Currency, invoice.Gross })
            .OrderByDescending(row => row.IssueDate).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancellationToken);
        return rows.Select(row => new TimelineEntry
        {
            Kind = row.Kind == InvoiceKind.CreditNote ? TimelineKind.CreditNote : TimelineKind.Invoice,
            Day = row.IssueDate,
            Id = row.Id,
            Invoice = row.Id,
            Number = row.Number,
            Amount = row.Kind == InvoiceKind.CreditNote ? -row.Gross : row.Gross,
            Currency = row.Currency,
            Standing = row.Standing,
            IsOverdue = row.Standing.IsLateOn(today),
        });
    }

    private static async Task<IEnumerable<TimelineEntry>> PaymentsAsync(WorkspaceDbContext db, SourcedCustomer customer, int most, CancellationToken cancellationToken)
    {
        var rows = await Sourced(db, customer)
            .Join(db.Set<Payment>(), row => row.InvoiceId, payment => payment.InvoiceId, (row, payment) => payment)
            .OrderByDescending(payment => payment.Day).ThenByDescending(payment => payment.Id).Take(most)
            .Join(db.Set<Invoice>(), payment => payment.InvoiceId, invoice => invoice.Id, (payment, invoice) => new { Payment = payment, invoice.Number })
            .ToListAsync(cancellationToken);
        return rows.Select(row => new TimelineEntry
        {
            Kind = TimelineKind.Payment,
            Day = row.Payment.Day,
            Id = row.Payment.Id,
            Invoice = row.Payment.InvoiceId,
            Number = row.Number,
            Amount = row.Payment.Amount,
            Currency = row.Payment.Currency,
            Note = row.Payment.Note,
        });
    }

    private async Task<IEnumerable<TimelineEntry>> ChangesAsync(WorkspaceDbContext db, SourcedCustomer customer, CancellationToken cancellationToken)
    {
        var account = await db.Set<SourceAccount>().FirstOrDefaultAsync(known => known.ConnectionId == customer.Connection && known.RemoteId == customer.RemoteId, cancellationToken);
        var zone = await days.ZoneAsync(db, customer.Connection, cancellationToken);
        return
        [
            .. At(TimelineKind.LeftOut, account?.ExcludedAt),
            .. At(TimelineKind.TakenInAgain, account?.IncludedAt),
            .. At(TimelineKind.Gone, account?.GoneAt),
        ];

        IEnumerable<TimelineEntry> At(TimelineKind kind, DateTimeOffset? at) => at is { } moment ? [new() { Kind = kind, Day = zone.DayAt(moment) }] : [];
    }
}
