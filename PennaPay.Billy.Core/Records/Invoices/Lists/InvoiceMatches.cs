using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>The invoices that fit a query, and how many they are.</summary>
/// <param name="Rows">All of them, in no order.</param>
/// <param name="Total">How many; no more than were counted.</param>
/// <param name="HasMore">Whether there are more than were counted.</param>
internal sealed record InvoiceMatches(IQueryable<Invoice> Rows, int Total, bool HasMore = false)
{
    private const int FewFiltered = 500;

    public static async Task<InvoiceMatches> FindAsync(
        WorkspaceDbContext db, InvoiceQuery query, SearchBounds bounds, CancellationToken cancellationToken)
    {
        var words = SearchText.WordsOf(query.Search);
        var all = Fitting(db.Set<Invoice>(), query, words);
        // No index knows of lines, and no count is kept of them; nor of what somebody else picked out.
        if (query.Lines is not null || query.Among is not null)
            return new(all, await all.CountAsync(cancellationToken));
        var filtered = await CountFilteredAsync(db, query, cancellationToken);
        // Many matches are met soon when walking in order. Few are better found first, by the index that the search or the
        // filter reads.
        if (words.Count == 0 || filtered == 0)
            return new(filtered <= FewFiltered ? LookUp(db, all.Select(invoice => invoice.Id)) : all, filtered);

        if (await SqliteSearch.OfInvoices.FindFewAsync<Invoice>(db, words, bounds.Few, cancellationToken) is { } few)
        {
            var found = Fitting(few, query, words);
            return new(found, await found.CountAsync(cancellationToken));
        }
        if (filtered <= bounds.CountedWhole)
        {
            var total = await all.CountAsync(cancellationToken);
            return new(total <= bounds.Counted ? LookUp(db, all.Select(invoice => invoice.Id)) : all, total);
        }

        // Where nothing is filtered, nearly all that the index tells of fit; else it is better to walk past what does not.
        var isFiltered = query is not { Status: null, CopyState: null, Kind: null, IsArchived: false };
        var counted = (isFiltered ? null : SqliteSearch.OfInvoices.Find<Invoice>(db, words)) is { } likely
            ? Fitting(likely, query, words)
            : all.OrderBy(invoice => invoice.SearchText);
        var count = await counted.Select(invoice => invoice.Id).Take(bounds.Counted + 1).CountAsync(cancellationToken);
        return new(all, Math.Min(count, bounds.Counted), count > bounds.Counted);
    }

    /// <summary>The rows that fit.</summary>
    public static IQueryable<Invoice> Fitting(IQueryable<Invoice> invoices, InvoiceQuery query, IReadOnlyList<string> words)
    {
        invoices = invoices.Where(invoice => invoice.IsArchived == query.IsArchived);
        foreach (var word in words)
            invoices = invoices.Where(invoice => invoice.SearchText.Contains(word));
        if (query.Status is { } status)
            invoices = invoices.Where(invoice => invoice.Status == status);
        if (query.CopyState is { } state)
            invoices = invoices.Where(invoice => invoice.CopyState == state);
        if (query.Kind is { } kind)
            invoices = invoices.Where(invoice => invoice.Kind == kind);
        if (query.Lines is { } lines)
            invoices = lines.Fitting(invoices);
        // As one parameter: there may be more than a statement can have.
        if (query.Among is { } among)
            invoices = invoices.Where(invoice => EF.Parameter(among).Contains(invoice.Id));
        return invoices;
    }

    /// <summary>
    /// The rows of ids that were read from an index alone. A left join makes SQLite take the ids first and look each up by
    /// key; an inner join would let it begin with all rows of the workspace.
    /// </summary>
    public static IQueryable<Invoice> LookUp(WorkspaceDbContext db, IQueryable<Guid> ids) =>
        ids.LeftJoin(db.Set<Invoice>(), id => id, invoice => invoice.Id, (id, invoice) => invoice!);

    private static Task<int> CountFilteredAsync(WorkspaceDbContext db, InvoiceQuery query, CancellationToken cancellationToken) => db.Set<InvoiceCount>()
        .Where(count => count.IsArchived == query.IsArchived && (query.Status == null || count.Status == query.Status)
            && (query.CopyState == null || count.CopyState == query.CopyState) && (query.Kind == null || count.Kind == query.Kind))
        .SumAsync(count => count.Count, cancellationToken);
}
