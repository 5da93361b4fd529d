using PennaPay.Billy.Core.Invoices;

namespace PennaPay.Billy.Core.Push;

/// <summary>What asking for a push leads to.</summary>
public abstract record QueueResult
{
    private QueueResult()
    {
    }

    /// <summary>It is in the queue.</summary>
    public sealed record Queued(Guid PushId, bool ReplacesDraft) : QueueResult;

    /// <summary>Billy has just this content already; a second draft would be a duplicate.</summary>
    public sealed record AlreadyInBilly(string BillyInvoiceId, Uri? Link) : QueueResult;

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
        var latest = pushes.OrderByDescending(p => p.EndedAt).ThenByDescending(p => p.Revision).FirstOrDefault();
        if (latest is { State: PushState.NeedsAttention })
            return new QueueVerdict.Doubtful(latest.Failure ?? new Failure(FailureCodes.OutcomeUnknown));

        var draft = invoice.BillyInvoiceId is { } id
            ? pushes.FirstOrDefault(p => p.State == PushState.Succeeded && p.BillyInvoiceId == id && p.OrganizationId == organizationId)
            : null;
        if (draft is not null && draft.ContentHash == invoice.ContentHash)
            return new QueueVerdict.Present(draft);
        return new QueueVerdict.Go(pushes.FirstOrDefault(p => p.Revision == invoice.Revision), draft?.BillyInvoiceId);
    }
}

internal abstract record QueueVerdict
{
    /// <param name="SameRevision">The row to use again; there is one row a revision.</param>
    /// <param name="Replaces">The draft to replace.</param>
    public sealed record Go(LedgerEntry? SameRevision, string? Replaces) : QueueVerdict;

    public sealed record Waiting(LedgerEntry Push) : QueueVerdict;

    public sealed record Present(LedgerEntry Push) : QueueVerdict;

    public sealed record Doubtful(Failure Failure) : QueueVerdict;
}
