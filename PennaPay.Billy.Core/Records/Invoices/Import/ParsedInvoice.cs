using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// An invoice out of a file, and the customer that it names, who may or may not be known already.
/// <paramref name="Locate"/> finds where in the file a property of the two came from; <paramref name="Stated"/> are the
/// totals that the document states.
/// </summary>
internal sealed record ParsedInvoice(Invoice Invoice, Customer Customer, Func<string, ImportPlace> Locate, Totals? Stated = null);

/// <summary>A place in a file: a row or line, and a heading or element.</summary>
internal sealed record ImportPlace(int? Row, string? Column);

/// <summary>What a file holds: invoices, or what is wrong with it.</summary>
internal sealed record ParsedFile(IReadOnlyList<ParsedInvoice> Invoices, ImportErrors Errors, IReadOnlyList<string> IgnoredColumns);

/// <summary>Collects what is wrong, and keeps only as much as is shown.</summary>
internal sealed class ImportErrors
{
    private readonly List<ImportError> shown = [];

    public int Total { get; private set; }

    public void Add(int? row, string? column, string code, params object[] args)
    {
        if (shown.Count < ImportResult.Refused.MostErrors)
            shown.Add(new(row, column, code, args));
        Total++;
    }

    public ImportResult.Refused Refuse() => new([.. shown.OrderBy(error => error.Row ?? 0)], Total);
}
