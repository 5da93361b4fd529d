using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>Reads what customers owe by what their source says, as of its last reading and today's day.</summary>
public sealed class SourceBalances(Database database, SourcedCustomers customers, SourceDays days)
{
    /// <summary>One page of a source's customers, in seven queries at the most, however many there are.</summary>
    public async Task<PageOf<CustomerBalance>> PageAsync(WorkspaceId workspace, BalanceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.Read(workspace);
        var asked = new CustomerQuery(query.Search, Sort: query.Sort == BalanceSort.CustomerNo ? CustomerSort.CustomerNo : CustomerSort.Name, Descending: query.Descending, Kind: query.Kind, IsArchived: query.IsArchived);
        var found = (await CustomerList.FoundAsync(db, asked, cancellationToken)).Where(customer =>
            db.Set<RecordLink>().Any(link => link.ConnectionId == query.Connection && link.Kind == RecordKind.Contact && link.LocalId == customer.Id));
        var total = await found.CountAsync(cancellationToken);
        var currency = await OwnCurrencyAsync(db, query.Connection, cancellationToken);
        var ordered = query.Sort is BalanceSort.Name or BalanceSort.CustomerNo ? CustomerList.Order(db, found, asked) : Order(db, found, query, currency, await days.TodayAsync(db, query.Connection, cancellationToken));
        var ids = await ordered.Skip(query.Skip).Take(query.Take).Select(customer => customer.Id).ToListAsync(cancellationToken);
        return new(total, await OfAsync(db, workspace, query.Connection, currency, ids, cancellationToken));
    }

    /// <summary>What one customer owes; null where it came from no source.</summary>
    public async Task<CustomerBalance?> FindAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(workspace, customer, cancellationToken) is not { Connection: var connection })
            return null;
        await using var db = database.Read(workspace);
        var currency = await OwnCurrencyAsync(db, connection, cancellationToken);
        return await OfAsync(db, workspace, connection, currency, [customer], cancellationToken) is [var only] ? only : null;
    }

    private async Task<IReadOnlyList<CustomerBalance>> OfAsync(
        WorkspaceDbContext db, WorkspaceId workspace, Guid connection, string? currency, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var today = await days.TodayAsync(db, connection, cancellationToken);
        var owed = await OwedInvoices.Of(db, connection).Where(invoice => ids.Contains(invoice.CustomerId))
            .GroupBy(invoice => new { invoice.CustomerId, invoice.Currency })
            .Select(same => new
            {
                same.Key.CustomerId,
                same.Key.Currency,
                Open = same.Sum(invoice => invoice.Remaining),
                Overdue = same.Sum(invoice => invoice.DueDate < today ? invoice.Remaining : 0m),
                OverdueCount = same.Count(invoice => invoice.DueDate < today),
            }).ToListAsync(cancellationToken);
        var active = await db.Set<SourcedInvoice>().Where(invoice => invoice.ConnectionId == connection && ids.Contains(invoice.CustomerId))
            .GroupBy(invoice => invoice.CustomerId).Select(same => new { Customer = same.Key, Day = same.Max(invoice => invoice.ActiveOn) })
            .ToDictionaryAsync(row => row.Customer, row => row.Day, cancellationToken);
        var amounts = owed.ToLookup(row => row.CustomerId, row => new OwedAmount(row.Currency, row.Open, row.Overdue, row.OverdueCount));
        var known = await customers.OfAsync(workspace, ids, cancellationToken);
        return
        [
            .. from id in ids
               where known.ContainsKey(id)
               select new CustomerBalance(
                   known[id], active.TryGetValue(id, out var day) ? day : null,
                   [.. amounts[id].OrderBy(amount => amount.Currency != currency).ThenBy(amount => amount.Currency, StringComparer.Ordinal)]),
        ];
    }

    private static IQueryable<Customer> Order(WorkspaceDbContext db, IQueryable<Customer> found, BalanceQuery query, string? currency, DateOnly today)
    {
        var all = OwedInvoices.Of(db, query.Connection);
        var owed = query.Sort == BalanceSort.Overdue ? all.Where(invoice => invoice.DueDate < today) : all;
        var sorted = query.Sort == BalanceSort.Activity
            ? First(customer => db.Set<SourcedInvoice>().Where(invoice => invoice.ConnectionId == query.Connection && invoice.CustomerId == customer.Id).Max(invoice => (DateOnly?)invoice.ActiveOn))
            : Then(
                First(customer => owed.Where(invoice => invoice.CustomerId == customer.Id && invoice.Currency == currency).Sum(invoice => invoice.Remaining)),
                customer => owed.Count(invoice => invoice.CustomerId == customer.Id));
        return Then(sorted.ThenBy(customer => customer.SearchText), customer => customer.Id);

        IOrderedQueryable<Customer> First<TKey>(Expression<Func<Customer, TKey>> key) => query.Descending ? found.OrderByDescending(key) : found.OrderBy(key);

        IOrderedQueryable<Customer> Then<TKey>(IOrderedQueryable<Customer> before, Expression<Func<Customer, TKey>> key) =>
            query.Descending ? before.ThenByDescending(key) : before.ThenBy(key);
    }

    // Where the account has never said in which it keeps its books, the one that most invoices are in.
    private static async Task<string?> OwnCurrencyAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken) =>
        await db.Set<Connection>().Where(known => known.Id == connection).Select(known => known.Currency).FirstOrDefaultAsync(cancellationToken)
        ?? await OwedInvoices.Of(db, connection).GroupBy(invoice => invoice.Currency).OrderByDescending(same => same.Count()).Select(same => same.Key).FirstOrDefaultAsync(cancellationToken);
}
