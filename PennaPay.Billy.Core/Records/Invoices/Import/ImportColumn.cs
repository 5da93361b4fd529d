using PennaPay.Billy.Core.Records.Invoices.Import.Csv;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>A column that a table of invoices can have.</summary>
/// <param name="Name">What texts call it by.</param>
/// <param name="Danish">Its usual heading in Danish; others are understood as well.</param>
/// <param name="English">Its usual heading in English.</param>
/// <param name="IsMandatory">Whether no table can be without it.</param>
public sealed record ImportColumn(string Name, string Danish, string English, bool IsMandatory)
{
    /// <summary>All that can be read, in their usual order.</summary>
    public static IReadOnlyList<ImportColumn> All { get; } = [.. CsvColumns.All];
}
