using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Decides what a request to push means, from what the ledger knows of the invoice. Pure.</summary>
internal static class QueueRules
{
    /// <param name="invoice">The invoice as it stands.</param>
    /// <param name="pushes">All its pushes into the connection, for the purpose.</param>
    /// <param name="traits">How the connection's system behaves.</param>
    /// <param name="notTaken">Why the connection does not take such an invoice; null where it does.</param>
    public static QueueVerdict Decide(Invoice invoice, IReadOnlyCollection<LedgerEntry> pushes, TargetTraits traits, Failure? notTaken)
    {
        if (pushes.FirstOrDefault(p => !p.State.HasEnded()) is { } open)
            return new QueueVerdict.Waiting(open);
        if (pushes.FirstOrDefault(p => p.State == PushState.NeedsAttention) is { } undecided)
            return new QueueVerdict.Refused(undecided.Failure ?? new Failure(FailureCodes.OutcomeUnknown));

        var traces = DocumentTraces.Of(pushes);
        var sameRevision = pushes.FirstOrDefault(p => p.Revision == invoice.Revision);
        return traces switch
        {
            // Wherever it was asked for: one by one, in a heap, or by the clock.
            _ when invoice.IsArchived => new QueueVerdict.Refused(new Failure(FailureCodes.InvoiceArchived)),
            { InPlace: { } there } when there.ContentHash == invoice.ContentHash => new QueueVerdict.Present(there),
            { InPlace: not null } when !traits.CanReplace => new QueueVerdict.Refused(new Failure(FailureCodes.DraftBooked)),
            // What is there stays, whatever became of the invoice since.
            { InPlace: not null } when notTaken is not null => new QueueVerdict.Refused(notTaken),
            { InPlace: { } there } => new QueueVerdict.Go(sameRevision, there.RemoteId),
            // It was sent, so what it replaced was gone; what is half replaced may be.
            { GivenUp: { } doubt } => new QueueVerdict.SettleFirst(doubt),
            _ when notTaken is not null => new QueueVerdict.Refused(notTaken),
            { HalfReplaced: { } half } => new QueueVerdict.Go(sameRevision, half.RemoteId, IsReplacementBegun: true),
            _ => new QueueVerdict.Go(sameRevision, null),
        };
    }
}
