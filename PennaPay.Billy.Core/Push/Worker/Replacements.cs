using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Removes the document that a push takes the place of, if it still is the one that we left.</summary>
internal sealed class Replacements(PushLedger ledger)
{
    internal async Task<Replacement> RemoveAsync(LedgerEntry push, WorkContext work, CancellationToken cancellationToken)
    {
        if (push.ReplacesRemoteId is not { } old)
            return new Replacement.Done(push);
        try
        {
            if (await SettledAsync(push, old, work, cancellationToken) is { } settled)
                return settled;
            if (!push.ReplacementBegun)
            {
                CrashPoint.Reach("replace.before-intention");
                if (await ledger.BeginReplacementAsync(push, cancellationToken) is not { } begun)
                    return new Replacement.Lost();
                push = begun;
            }

            CrashPoint.Reach("replace.after-intention");
            await work.Target.WithdrawAsync(work.Push.Opened, old, cancellationToken);
            CrashPoint.Reach("replace.after-delete");
            // That deleting was answered with success proves nothing: it is answered so for what is not there, too.
            return await work.Target.GetAsync(work.Push.Opened, old, cancellationToken) is null
                ? new Replacement.Done(push)
                : Refused(FailureCodes.DraftChanged);
        }
        catch (ApiException failure)
        {
            return new Replacement.Failed(push, failure);
        }
    }

    /// <returns>Null when the document is there and may be deleted: it is a draft, and the one that we left.</returns>
    private async Task<Replacement?> SettledAsync(LedgerEntry push, string old, WorkContext work, CancellationToken cancellationToken)
    {
        var owner = await ledger.OwnerOfDocumentAsync(new(push.WorkspaceId, push.ConnectionId), old, cancellationToken);
        var document = await work.Target.GetAsync(work.Push.Opened, old, cancellationToken);
        if (document is null)
            return push.ReplacementBegun ? new Replacement.Done(push) : Refused(FailureCodes.DraftMissing);
        if (document.State != RemoteState.Draft)
            return Refused(FailureCodes.DraftBooked, document.Number);
        return owner?.Fingerprint is { } left && document.Fingerprint == left ? null : Refused(FailureCodes.DraftChanged);
    }

    private static Replacement.Refused Refused(string code, string? detail = null) => new(new Failure(code, detail));
}
