using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <content>Taking back what a push made.</content>
public sealed partial class PushDecisions
{
    /// <summary>
    /// Deletes the document that a push made in the connection that lists are about, if it still is the one that we left.
    /// </summary>
    public Task<DecisionResult> UndoAsync(Actor actor, Guid invoiceId, CancellationToken cancellationToken) =>
        UndoAsync(actor, invoiceId, null, cancellationToken);

    /// <summary>
    /// The same for what just this push made. Refused where a later push has replaced that: whoever was told of the first has not seen the other.
    /// </summary>
    public async Task<DecisionResult> UndoPushAsync(Actor actor, Guid pushId, CancellationToken cancellationToken)
    {
        await DemandAsync(actor, cancellationToken);
        return await FindAsync(actor.Workspace, pushId, cancellationToken) is { } push
            ? await UndoAsync(actor, push.InvoiceId, push.Id, cancellationToken)
            : new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));
    }

    /// <summary>
    /// Says that the document is gone, as a person confirmed, so that the invoice can be pushed anew. Refused while the
    /// system still has it.
    /// </summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="invoiceId">Whose document.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="connection">Where it was; null for the connection that lists are about.</param>
    public async Task<DecisionResult> ForgetMissingAsync(Actor actor, Guid invoiceId, CancellationToken cancellationToken, Guid? connection = null)
    {
        await DemandAsync(actor, cancellationToken);
        var found = connection is { } named
            ? await ledger.OwnerOfAsync(new(actor.Workspace, named), invoiceId, cancellationToken)
            : await ledger.OwnerOfListedAsync(actor.Workspace, invoiceId, cancellationToken);
        if (found is not { RemoteId: { } documentId } owner)
            return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));
        return await DecideAsync(actor, owner.Id, IsDone, async (push, opened) =>
            await targets.Of(opened.Connection.System).GetAsync(opened, documentId, cancellationToken) is null
                ? await SettleAsync(push, actor, PushState.Cancelled, null, null, cancellationToken)
                : new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged)), cancellationToken);
    }

    private async Task<DecisionResult> UndoAsync(Actor actor, Guid invoiceId, Guid? onlyOf, CancellationToken cancellationToken)
    {
        await DemandAsync(actor, cancellationToken);
        if (await ledger.OwnerOfListedAsync(actor.Workspace, invoiceId, cancellationToken) is not { RemoteId: { } documentId } owner
            || owner.Id != (onlyOf ?? owner.Id) || await IsOpenAsync(owner, cancellationToken))
            return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));

        return await DecideAsync(actor, owner.Id, IsDone, async (push, opened) =>
        {
            var target = targets.Of(opened.Connection.System);
            var document = await target.GetAsync(opened, documentId, cancellationToken);
            // What it shows is known from now on, whether or not it may be undone.
            if (document is not null)
            {
                var condition = ConditionRules.Of(document, push.Fingerprint);
                await ledger.NoteSeenAsync(
                    new(push.WorkspaceId, push.ConnectionId), [new(invoiceId, documentId, condition, document.Number, IsWhole: true)], cancellationToken);
            }
            if (document is { State: not RemoteState.Draft })
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftBooked, document.Number));
            if (document is not null && document.Fingerprint != push.Fingerprint)
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            if (document is not null)
            {
                await target.WithdrawAsync(opened, documentId, cancellationToken);
                CrashPoint.Reach("undo.after-delete");
                if (await target.GetAsync(opened, documentId, cancellationToken) is not null)
                    return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            }

            return await SettleAsync(push, actor, PushState.Cancelled, null, null, cancellationToken);
        }, cancellationToken);
    }
}
