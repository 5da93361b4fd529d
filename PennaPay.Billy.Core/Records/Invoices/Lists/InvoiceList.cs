using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Reads pages of invoices; quick on the first page and on the last.</summary>
public sealed class InvoiceList(Database database)
{
    private static readonly Expression<Func<Invoice, InvoiceRow>> Row = invoice => new(
        invoice.Id, invoice.Kind, invoice.Number, invoice.CustomerId, invoice.CustomerName, invoice.IssueDate, invoice.DueDate,
        invoice.Currency, invoice.Gross, invoice.Status, invoice.Origin, invoice.CopyState, invoice.RemoteId, invoice.RemoteNumber,
        invoice.Revision);

    internal SearchBounds Bounds { get; init; } = new();

    /// <summary>One page in the order of the query; ties are broken by age.</summary>
    public async Task<PageOf<InvoiceRow>> PageAsync(WorkspaceId workspace, InvoiceQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var matches = await InvoiceMatches.FindAsync(db, query, Bounds, cancellationToken);
        var total = matches.Total;
        var take = Math.Min(query.Take, total - query.Skip);
        if (take <= 0)
            return new(total, [], matches.HasMore);

        // Past the middle it is nearer to walk the index from its other end, where it is known how many there are.
        var fromTheEnd = !matches.HasMore && query.Skip > total / 2;
        var page = Order(matches.Rows, query.Sort, query.Descending != fromTheEnd)
            .Skip(fromTheEnd ? total - query.Skip - take : query.Skip)
            .Take(take)
            .Select(invoice => invoice.Id);
        var rows = await Order(InvoiceMatches.LookUp(db, page), query.Sort, query.Descending).Select(Row).ToListAsync(cancellationToken);
        return new(total, rows, matches.HasMore);
    }

    /// <summary>The ids of all that match, oldest first, for "select all"; at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(
        WorkspaceId workspace, InvoiceQuery query, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var matches = await InvoiceMatches.FindAsync(db, query, Bounds, cancellationToken);
        return await Order(matches.Rows, InvoiceSort.IssueDate, descending: false)
            .Take(limit)
            .Select(invoice => invoice.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many match, however many; a page tells as much for all but a search that finds more than it counts.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, InvoiceQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var matches = await InvoiceMatches.FindAsync(db, query, Bounds, cancellationToken);
        return matches.HasMore ? await matches.Rows.CountAsync(cancellationToken) : matches.Total;
    }

    /// <summary>How many are put aside.</summary>
    public async Task<int> CountArchivedAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceCount>().Where(count => count.IsArchived).SumAsync(count => count.Count, cancellationToken);
    }

    /// <summary>How many invoices are in each state, without those that are put aside.</summary>
    public async Task<IReadOnlyDictionary<CopyState, int>> CountByStateAsync(
        WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceCount>()
            .Where(count => !count.IsArchived)
            .GroupBy(count => count.CopyState)
            .Select(group => new { State = group.Key, Count = group.Sum(count => count.Count) })
            .Where(group => group.Count > 0)
            .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken);
    }

    /// <summary>Every key goes the same way, so that an index can be walked from either end.</summary>
    private static IQueryable<Invoice> Order(IQueryable<Invoice> invoices, InvoiceSort sort, bool descending)
    {
        return sort switch
        {
            InvoiceSort.Number => By(invoice => invoice.NumberKey),
            InvoiceSort.Customer => By(invoice => invoice.SearchText),
            InvoiceSort.Gross => By(invoice => invoice.Gross),
            InvoiceSort.Status => ByThenDate(invoice => invoice.Status),
            InvoiceSort.CopyState => ByThenDate(invoice => invoice.CopyState),
            _ => By(invoice => invoice.IssueDate),
        };

        IQueryable<Invoice> By<TKey>(Expression<Func<Invoice, TKey>> key) => descending
            ? invoices.OrderByDescending(key).ThenByDescending(invoice => invoice.Id)
            : invoices.OrderBy(key).ThenBy(invoice => invoice.Id);

        IQueryable<Invoice> ByThenDate<TKey>(Expression<Func<Invoice, TKey>> key) => descending
            ? invoices.OrderByDescending(key).ThenByDescending(invoice => invoice.IssueDate).ThenByDescending(invoice => invoice.Id)
            : invoices.OrderBy(key).ThenBy(invoice => invoice.IssueDate).ThenBy(invoice => invoice.Id);
    }
}
