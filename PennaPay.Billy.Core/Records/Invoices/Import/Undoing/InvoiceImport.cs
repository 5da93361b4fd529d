using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>That files were imported: who did it and when, what they were called, and how much came of them.</summary>
public sealed class InvoiceImport : IWorkspaceOwned
{
    /// <summary>The most names of files that are kept; <see cref="FileCount"/> counts all.</summary>
    public const int MostNames = 20;

    /// <summary>One that runs stores something every second or so; one that has not for so long was broken off with the program.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by time.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who imported, as the history of pushes names people.</summary>
    public required string StartedBy { get; set; }

    /// <summary>The first names of the files that something came of.</summary>
    public List<string> FileNames { get; set; } = [];

    public int FileCount { get; set; }

    /// <summary>How far it was when it was last written; see <see cref="StateAt"/>.</summary>
    public ImportState State { get; set; }

    /// <summary>How many invoices and credit notes it set out to bring in.</summary>
    public int Planned { get; set; }

    /// <summary>When it last stored something.</summary>
    public DateTimeOffset SteppedAt { get; set; }

    /// <summary>How many invoices and credit notes came in, or are left of those since it was undone.</summary>
    public int Invoices { get; set; }

    /// <summary>How many customers were made, or are left of those since it was undone.</summary>
    public int Customers { get; set; }

    /// <summary>When it was undone as far as it could be; null where nobody tried.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>How far it is. What was killed with the program could not say so, and is told by its silence.</summary>
    public ImportState StateAt(DateTimeOffset now) =>
        State == ImportState.Running && now - SteppedAt > Silence ? ImportState.BrokenOff : State;
}
