namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>What came of importing a file: all of it or nothing.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>
    /// The invoices are stored. <paramref name="Known"/> of the file were here already and were left alone;
    /// <paramref name="IgnoredColumns"/> are headings of a CSV file that mean nothing here.
    /// </summary>
    public sealed record Imported(
        IReadOnlyList<ImportedInvoice> Invoices, int Known, IReadOnlyList<string> IgnoredColumns) : ImportResult;

    /// <summary>Everything in the file is here already. <paramref name="Invoices"/>: what a UBL file became then.</summary>
    public sealed record AlreadyImported(IReadOnlyList<ImportedInvoice> Invoices) : ImportResult;

    /// <summary>Nothing was stored. <paramref name="Errors"/> shows the first <see cref="MostErrors"/> of <paramref name="Total"/>.</summary>
    public sealed record Refused(IReadOnlyList<ImportError> Errors, int Total) : ImportResult
    {
        /// <summary>More errors than these help nobody.</summary>
        public const int MostErrors = 200;
    }
}
