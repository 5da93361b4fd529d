using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>What a request to push means.</summary>
internal abstract record QueueVerdict
{
    private QueueVerdict()
    {
    }

    /// <param name="SameRevision">The row to use again; a revision has one row in a connection.</param>
    /// <param name="Replaces">The document to replace.</param>
    /// <param name="IsReplacementBegun">Whether an earlier push set about deleting that document, so that it may be gone by now.</param>
    public sealed record Go(LedgerEntry? SameRevision, string? Replaces, bool IsReplacementBegun = false) : QueueVerdict;

    /// <param name="GivenUp">The push that is settled before anything is sent: the system may hold its document.</param>
    public sealed record SettleFirst(LedgerEntry GivenUp) : QueueVerdict;

    /// <summary>A push is under way.</summary>
    public sealed record Waiting(LedgerEntry Push) : QueueVerdict;

    /// <summary>The system has just this content.</summary>
    public sealed record Present(LedgerEntry Push) : QueueVerdict;

    /// <summary>Not as things are.</summary>
    public sealed record Refused(Failure Failure) : QueueVerdict;
}
