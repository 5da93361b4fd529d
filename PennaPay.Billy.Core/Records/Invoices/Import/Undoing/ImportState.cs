namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>How far an import is. Stored as a number: add at the end.</summary>
public enum ImportState
{
    /// <summary>All of it is in.</summary>
    Done,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It ended before all of it was in. It can be undone, or gone on with by the same files.</summary>
    BrokenOff,
}
