using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>
/// What the customers of a source owe, by how long it has been overdue on the present day where its company is. Only as it is now: how invoices stood on an earlier day is not kept.
/// </summary>
public sealed class AgedReceivables(Database database, SourceDays days)
{
    /// <summary>What is owed in all, by currency, that of most customers first.</summary>
    public async Task<IReadOnlyList<AgedTotal>> TotalsAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var today = await days.TodayAsync(db, connection, cancellationToken);
        var rows = await Aged(db, connection, today).ToListAsync(cancellationToken);
        return
        [
            .. from row in rows
               group row by row.Currency into same
               orderby same.Count() descending, same.Key
               select new AgedTotal(same.Key, same.Count(), same.Select(AmountsOf).Aggregate((one, other) => one + other)),
        ];
    }

    /// <summary>A page of those who owe something in a currency, who owes most first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="connection">The source's account.</param>
    /// <param name="currency">ISO 4217 code of three capitals.</param>
    /// <param name="skip">How many come before.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AgedRow>> PageAsync(WorkspaceId workspace, Guid connection, string currency, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var today = await days.TodayAsync(db, connection, cancellationToken);
        var page = Ordered(Aged(db, connection, today).Where(row => row.Currency == currency)).Skip(skip).Take(take);
        return [.. (await Named(db, connection, page).ToListAsync(cancellationToken)).Select(RowOf)];
    }

    /// <summary>Writes all of them as CSV, a line a customer and currency. The stream is left open. What cannot be audited is not written.</summary>
    public async Task ExportAsync(Actor actor, Guid connection, CsvTable<AgedRow> format, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(format);
        await database.WriteAsync(actor, Permission.KeepOwnPreferences, (noting, _) =>
        {
            noting.Audit("receivables.exported", nameof(Connections.Connection), connection);
            return Task.CompletedTask;
        }, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        var today = await days.TodayAsync(db, connection, cancellationToken);
        await format.WriteAsync(Named(db, connection, Aged(db, connection, today)).AsAsyncEnumerable().Select(RowOf), target, cancellationToken);
    }

    private static IQueryable<Owing> Aged(WorkspaceDbContext db, Guid connection, DateOnly today)
    {
        var (month, second, third) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-90));
        return
            from invoice in OwedInvoices.Of(db, connection)
            group invoice by new { invoice.CustomerId, invoice.Currency } into same
            select new Owing
            {
                Customer = same.Key.CustomerId,
                Currency = same.Key.Currency,
                // Who names no last day to pay is not late.
                NotDue = same.Sum(invoice => invoice.DueDate == null || invoice.DueDate >= today ? invoice.Remaining : 0m),
                Days30 = same.Sum(invoice => invoice.DueDate < today && invoice.DueDate >= month ? invoice.Remaining : 0m),
                Days60 = same.Sum(invoice => invoice.DueDate < month && invoice.DueDate >= second ? invoice.Remaining : 0m),
                Days90 = same.Sum(invoice => invoice.DueDate < second && invoice.DueDate >= third ? invoice.Remaining : 0m),
                Older = same.Sum(invoice => invoice.DueDate < third ? invoice.Remaining : 0m),
                Total = same.Sum(invoice => invoice.Remaining),
            };
    }

    private static IOrderedQueryable<Owing> Ordered(IQueryable<Owing> owing) =>
        owing.OrderBy(row => row.Currency).ThenByDescending(row => row.Total).ThenBy(row => row.Customer);

    private static IQueryable<NamedOwing> Named(WorkspaceDbContext db, Guid connection, IQueryable<Owing> owing) =>
        from row in owing
        join customer in db.Set<Customer>() on row.Customer equals customer.Id
        let account = db.Set<RecordLink>().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact && link.LocalId == row.Customer)
            .Join(db.Set<SourceAccount>(), link => new { link.ConnectionId, link.RemoteId }, known => new { known.ConnectionId, known.RemoteId }, (link, known) => known).FirstOrDefault()
        orderby row.Currency, row.Total descending, row.Customer
        select new NamedOwing
        {
            Owing = row,
            Name = customer.Name,
            CustomerNo = customer.CustomerNo,
            LeftOutAt = account == null ? null : account.ExcludedAt,
            GoneAt = account == null ? null : account.GoneAt,
        };

    private static AgedRow RowOf(NamedOwing row) =>
        new(row.Owing.Customer, row.Name, row.CustomerNo, row.Owing.Currency, AmountsOf(row.Owing), row.LeftOutAt, row.GoneAt);

    private static AgedAmounts AmountsOf(Owing row) => new(row.NotDue, row.Days30, row.Days60, row.Days90, row.Older);

    private sealed class Owing
    {
        public Guid Customer { get; init; }

        public required string Currency { get; init; }

        public decimal NotDue { get; init; }

        public decimal Days30 { get; init; }

        public decimal Days60 { get; init; }

        public decimal Days90 { get; init; }

        public decimal Older { get; init; }

        public decimal Total { get; init; }
    }

    private sealed class NamedOwing
    {
        public required Owing Owing { get; init; }

        public required string Name { get; init; }

        public string? CustomerNo { get; init; }

        public DateTimeOffset? LeftOutAt { get; init; }

        public DateTimeOffset? GoneAt { get; init; }
    }
}
