using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>What asking for a push leads to.</summary>
public abstract record QueueResult
{
    private QueueResult()
    {
    }

    /// <summary>It is in the queue.</summary>
    public sealed record Queued(Guid PushId, bool ReplacesDraft) : QueueResult;

    /// <summary>Billy has just this content already; a second draft would be a duplicate.</summary>
    public sealed record AlreadyPresent(string RemoteId, Uri? Link) : QueueResult;

    /// <summary>A push of this invoice is under way.</summary>
    public sealed record AlreadyWaiting(Guid PushId) : QueueResult;

    /// <summary>It cannot be pushed as things are.</summary>
    public sealed record Refused(Failure Failure) : QueueResult;
}

/// <summary>Decides what a request to push means, from what the ledger knows of the invoice. Pure.</summary>
internal static class QueueRules
{
    /// <param name="invoice">The invoice as it stands.</param>
    /// <param name="pushes">All its pushes.</param>
    /// <param name="organizationId">The organisation that is connected now.</param>
    public static QueueVerdict Decide(Invoice invoice, IReadOnlyCollection<LedgerEntry> pushes, string organizationId)
    {
        if (Guard.UniqueKey && pushes.FirstOrDefault(p => !p.State.HasEnded()) is { } open)
            return new QueueVerdict.Waiting(open);
        var own = pushes.Where(p => p.BelongsTo(organizationId)).ToList();
        if (own.Find(p => p.State == PushState.NeedsAttention) is { } undecided)
            return new QueueVerdict.Doubtful(undecided.Failure ?? new Failure(FailureCodes.OutcomeUnknown));

        var traces = DraftTraces.Of(own);
        var sameRevision = own.Find(p => p.Revision == invoice.Revision);
        return traces switch
        {
            { Standing: { } standing } when standing.ContentHash == invoice.ContentHash => new QueueVerdict.Present(standing),
            { Standing: { } standing } => new QueueVerdict.Go(sameRevision, standing.RemoteId),
            // It was sent, so what it replaced was gone; what is half replaced may be.
            { GivenUp: { } doubt } => new QueueVerdict.SettleFirst(doubt),
            { HalfReplaced: { } half } => new QueueVerdict.Go(sameRevision, half.RemoteId, IsReplacementBegun: true),
            _ => new QueueVerdict.Go(sameRevision, null),
        };
    }
}

internal abstract record QueueVerdict
{
    /// <param name="SameRevision">The row to use again; an organisation has one row a revision.</param>
    /// <param name="Replaces">The draft to replace.</param>
    /// <param name="IsReplacementBegun">Whether an earlier push set about deleting that draft, so that it may be gone by now.</param>
    public sealed record Go(LedgerEntry? SameRevision, string? Replaces, bool IsReplacementBegun = false) : QueueVerdict;

    /// <param name="GivenUp">The push that is settled before anything is sent: Billy may hold its draft.</param>
    public sealed record SettleFirst(LedgerEntry GivenUp) : QueueVerdict;

    public sealed record Waiting(LedgerEntry Push) : QueueVerdict;

    public sealed record Present(LedgerEntry Push) : QueueVerdict;

    public sealed record Doubtful(Failure Failure) : QueueVerdict;
}
