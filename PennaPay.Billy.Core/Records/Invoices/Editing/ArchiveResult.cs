namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>What came of putting an invoice aside, or of taking it back.</summary>
public enum ArchiveResult
{
    /// <summary>It is where it was asked to be.</summary>
    Done,

    /// <summary>There is no such invoice in the workspace.</summary>
    NotFound,

    /// <summary>A push of it is under way or waits for a person: that is ended first, so that nothing goes on behind the archive.</summary>
    Busy,
}
