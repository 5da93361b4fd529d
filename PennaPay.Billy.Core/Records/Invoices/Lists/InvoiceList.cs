using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Reads pages of invoices; quick on the first page and on the last of 1,000,000.</summary>
public sealed class InvoiceList(Database database)
{
    private const int FewFound = 10_000;
    private const int FewFiltered = 500;

    private static readonly Expression<Func<Invoice, InvoiceRow>> Row = invoice => new(
        invoice.Id, invoice.Kind, invoice.Number, invoice.CustomerId, invoice.CustomerName, invoice.IssueDate, invoice.DueDate,
        invoice.Currency, invoice.Gross, invoice.Status, invoice.Origin, invoice.CopyState, invoice.RemoteId, invoice.Revision);

    /// <summary>One page in the order of the query; ties are broken by age.</summary>
    public async Task<PageOf<InvoiceRow>> PageAsync(WorkspaceId workspace, InvoiceQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var words = SearchText.WordsOf(query.Search);
        var invoices = Matching(db, query, words);
        var total = words.Count > 0 ? await invoices.CountAsync(cancellationToken) : await CountAsync(db, query, cancellationToken);
        var take = Math.Min(query.Take, total - query.Skip);
        if (take <= 0)
            return new(total, []);

        // Many matches are met soon when walking in order. Few are better found first, by the index that the search or the
        // filter reads.
        if (total <= (words.Count > 0 ? FewFound : FewFiltered))
            invoices = LookUp(db, invoices.Select(invoice => invoice.Id));

        // Past the middle it is nearer to walk the index from its other end.
        var fromTheEnd = query.Skip > total / 2;
        var page = Order(invoices, query.Sort, query.Descending != fromTheEnd)
            .Skip(fromTheEnd ? total - query.Skip - take : query.Skip)
            .Take(take)
            .Select(invoice => invoice.Id);
        return new(total, await Order(LookUp(db, page), query.Sort, query.Descending).Select(Row).ToListAsync(cancellationToken));
    }

    /// <summary>The ids of all that match, oldest first, for "select all"; at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(
        WorkspaceId workspace, InvoiceQuery query, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Order(Matching(db, query, SearchText.WordsOf(query.Search)), InvoiceSort.IssueDate, descending: false)
            .Take(limit)
            .Select(invoice => invoice.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many invoices are in each state.</summary>
    public async Task<IReadOnlyDictionary<CopyState, int>> CountByStateAsync(
        WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceCount>()
            .GroupBy(count => count.CopyState)
            .Select(group => new { State = group.Key, Count = group.Sum(count => count.Count) })
            .Where(group => group.Count > 0)
            .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken);
    }

    private static Task<int> CountAsync(WorkspaceDbContext db, InvoiceQuery query, CancellationToken cancellationToken) => db.Set<InvoiceCount>()
        .Where(count => (query.Status == null || count.Status == query.Status)
            && (query.CopyState == null || count.CopyState == query.CopyState) && (query.Kind == null || count.Kind == query.Kind))
        .SumAsync(count => count.Count, cancellationToken);

    private static IQueryable<Invoice> Matching(WorkspaceDbContext db, InvoiceQuery query, IReadOnlyList<string> words)
    {
        IQueryable<Invoice> invoices = db.Set<Invoice>();
        foreach (var word in words)
            invoices = invoices.Where(invoice => invoice.SearchText.Contains(word));
        if (query.Status is { } status)
            invoices = invoices.Where(invoice => invoice.Status == status);
        if (query.CopyState is { } state)
            invoices = invoices.Where(invoice => invoice.CopyState == state);
        if (query.Kind is { } kind)
            invoices = invoices.Where(invoice => invoice.Kind == kind);
        return invoices;
    }

    /// <summary>
    /// The rows of ids that were read from an index alone. A left join makes SQLite take the ids first and look each up by
    /// key; an inner join would let it begin with all rows of the workspace.
    /// </summary>
    private static IQueryable<Invoice> LookUp(WorkspaceDbContext db, IQueryable<Guid> ids) =>
        ids.LeftJoin(db.Set<Invoice>(), id => id, invoice => invoice.Id, (id, invoice) => invoice!);

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
