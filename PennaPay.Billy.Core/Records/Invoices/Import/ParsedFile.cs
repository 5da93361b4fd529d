using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>What a file holds: invoices, or what is wrong with it.</summary>
internal sealed record ParsedFile(IReadOnlyList<ParsedInvoice> Invoices, ImportErrors Errors, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>The invoices without their places in the file.</summary>
    public IReadOnlyList<IncomingInvoice> Incoming { get; } = [.. Invoices.Select(parsed => parsed.Incoming)];

    /// <summary>Which column is which, where it is a table with headings.</summary>
    public ColumnQuestion? Columns { get; init; }

    public static ParsedFile Of(ImportErrors errors) => new([], errors, []);
}
