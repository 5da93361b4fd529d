using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// An invoice out of a file with the customer that it names; <paramref name="Locate"/> finds where in the file a property of
/// the two came from.
/// </summary>
internal sealed record ParsedInvoice(IncomingInvoice Incoming, Func<string, ImportPlace> Locate);

/// <summary>A place in a file: a row or line, and a heading or element.</summary>
internal sealed record ImportPlace(int? Row, string? Column);

/// <summary>What a file holds: invoices, or what is wrong with it.</summary>
internal sealed record ParsedFile(IReadOnlyList<ParsedInvoice> Invoices, ImportErrors Errors, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>The invoices without their places in the file.</summary>
    public IReadOnlyList<IncomingInvoice> Incoming { get; } = [.. Invoices.Select(parsed => parsed.Incoming)];
}

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
