using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>What becomes of a push when its turn comes: the invoice, and what the owner wants, may be otherwise than when it was queued.</summary>
internal sealed class PushTurns(Database database, PushLedger ledger, TakenInvoices taken)
{
    public async Task<PushTurn> TakeAsync(LedgerEntry push, Invoice invoice, WorkContext work, CancellationToken cancellationToken)
    {
        if (push.Purpose == PushPurpose.Transmission)
        {
            if (!await ledger.MaySendOnAsync(push, cancellationToken))
                return new(null, Refusal: new Failure(FailureCodes.SendingOff));
            return await ledger.StandingAsync(push, cancellationToken) is { } document
                ? new(push, document)
                : new(null, Refusal: new Failure(FailureCodes.DraftMissing));
        }

        // What goes is what the user sees now.
        if (push.Revision != invoice.Revision || push.ContentHash != invoice.ContentHash)
        {
            if (await ledger.FollowEditAsync(push, invoice, cancellationToken) is not { } current)
                return new(null);
            push = current;
        }

        return await taken.HeldBackAsync(database, work.Push.Connection, invoice, cancellationToken) is { } heldBack ? new(null, Refusal: heldBack) : new(push);
    }
}

/// <summary>A push whose turn it is.</summary>
/// <param name="Push">As it goes; null where it does not.</param>
/// <param name="Document">What it is to send on.</param>
/// <param name="Refusal">Why it does not go; null where somebody else has it in hand.</param>
internal sealed record PushTurn(LedgerEntry? Push, StandingDocument? Document = null, Failure? Refusal = null);
