using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// One step of one push, written in the transaction that took it. Rows are only ever added; the last one of a push tells
/// the state that the ledger has.
/// </summary>
internal sealed class PushHistoryEntry : IWorkspaceOwned
{
    public long Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid PushId { get; set; }

    public Guid ConnectionId { get; set; }

    public PushPurpose Purpose { get; set; }

    public Guid InvoiceId { get; set; }

    public required string InvoiceNumber { get; set; }

    public int Revision { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The state that this step led to.</summary>
    public PushState State { get; set; }

    public int Attempt { get; set; }

    /// <summary>
    /// Whether an attempt ended with this step, well or badly. Queueing and setting off are steps, but no outcomes.
    /// </summary>
    public bool IsOutcome { get; set; }

    /// <summary>Whether with this step a request ended without a clear answer: the system's, and not for an interruption here.</summary>
    public bool IsUnclear { get; set; }

    public PushCause Cause { get; set; }

    public required string StartedBy { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public IReadOnlyList<FieldMessage>? FailureFields { get; set; }

    public string? RemoteId { get; set; }

    /// <summary>How long the system took, in milliseconds; null when nothing was asked.</summary>
    public int? DurationMs { get; set; }

    /// <summary>What was sent, as JSON; never a token, for the token travels in a header.</summary>
    public string? Request { get; set; }

    /// <summary>What the system answered, shortened; never a token.</summary>
    public string? Answer { get; set; }
}
