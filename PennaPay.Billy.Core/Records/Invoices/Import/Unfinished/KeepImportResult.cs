namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>What came of keeping files for later.</summary>
public abstract record KeepImportResult
{
    private KeepImportResult()
    {
    }

    /// <summary>They are kept.</summary>
    public sealed record Kept(Guid Id) : KeepImportResult;

    /// <summary>There is no room: with what is kept already they are more than <see cref="UnfinishedImports.MostBytes"/>, compressed.</summary>
    public sealed record NoRoom : KeepImportResult;
}
