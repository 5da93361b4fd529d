using PennaPay.Billy.Core.Records.Invoices.Import.Csv;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What becomes of a file.</summary>
/// <param name="Invoices">What it holds; nothing where there are errors, because it is refused then.</param>
/// <param name="Errors">The first <see cref="ImportError.MostShown"/> of <paramref name="TotalErrors"/>.</param>
/// <param name="TotalErrors">How many there are.</param>
/// <param name="IgnoredColumns">Headings of a table that mean nothing here.</param>
public sealed record PlannedFile(
    IReadOnlyList<PlannedInvoice> Invoices, IReadOnlyList<ImportError> Errors, int TotalErrors, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>Which column is which, where it is a table with headings.</summary>
    public ColumnQuestion? Columns { get; init; }

    public bool IsRefused => TotalErrors > 0;

    public int Count(ImportFate fate) => Invoices.Count(invoice => invoice.Fate == fate);
}
