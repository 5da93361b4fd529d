namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>What came of undoing an import.</summary>
public abstract record UndoImportResult
{
    private UndoImportResult()
    {
    }

    /// <summary>What could be taken back is gone.</summary>
    /// <param name="Invoices">How many invoices.</param>
    /// <param name="Customers">How many customers.</param>
    /// <param name="Kept">What stays, and why.</param>
    public sealed record Undone(int Invoices, int Customers, IReadOnlyList<KeptRecord> Kept) : UndoImportResult;

    /// <summary>It is still being imported, or again; what had been taken back by then stays so.</summary>
    public sealed record StillRunning : UndoImportResult;

    /// <summary>There is no such import, or it has been undone.</summary>
    public sealed record NotFound : UndoImportResult;
}
