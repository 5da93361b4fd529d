using PennaPay.Billy.Core.Records.Invoices.Import.Planning;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>What came of importing files: all that was planned, or nothing.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>What was planned is done.</summary>
    /// <param name="Id">Of the <see cref="Undoing.InvoiceImport"/>, by which it can be undone.</param>
    /// <param name="Files">One for each file, in the same order.</param>
    /// <param name="Customers">How many customers were made.</param>
    public sealed record Imported(Guid Id, IReadOnlyList<ImportedFile> Files, int Customers) : ImportResult
    {
        /// <summary>How many invoices and credit notes came in.</summary>
        public int Count => Files.Sum(file => file.Invoices.Count);
    }

    /// <summary>It ended midway: what was stored is here as the plan had it, and the same files bring the rest.</summary>
    /// <param name="Id">Of the <see cref="Undoing.InvoiceImport"/>.</param>
    /// <param name="Done">How many invoices and credit notes are in.</param>
    /// <param name="Planned">How many it set out to bring in.</param>
    public sealed record BrokenOff(Guid Id, int Done, int Planned) : ImportResult;

    /// <summary>Nothing was stored: the plan is another one by now, because something was stored meanwhile.</summary>
    public sealed record Changed(ImportPlan Plan) : ImportResult;

    /// <summary>Nothing was stored, because nothing of the files is new.</summary>
    public sealed record Nothing : ImportResult;
}
