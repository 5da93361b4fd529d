using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>What became of something that a person decided about a push.</summary>
public abstract record DecisionResult
{
    private DecisionResult()
    {
    }

    /// <summary>It is as the person wanted.</summary>
    public sealed record Done : DecisionResult;

    /// <summary>It would not be safe, or could not be found out.</summary>
    public sealed record Refused(Failure Failure) : DecisionResult;
}

/// <summary>A draft in Billy that may be the one that a push made.</summary>
/// <param name="Draft">What Billy holds.</param>
/// <param name="CarriesOurKey">Whether Billy kept our key on it, which no other document has.</param>
/// <param name="Link">Its page in Billy.</param>
/// <param name="ContactName">What its contact is called in Billy, where that was asked.</param>
public sealed record DraftCandidate(BillyInvoice Draft, bool CarriesOurKey, Uri? Link, string? ContactName = null);

/// <summary>What a look into Billy on behalf of a push showed.</summary>
public abstract record CandidateSearch
{
    private CandidateSearch()
    {
    }

    /// <summary>What may belong to the push; an empty list when Billy holds nothing of the kind.</summary>
    public sealed record Found(IReadOnlyList<DraftCandidate> Candidates) : CandidateSearch;

    /// <summary>Billy could not be asked, so nothing is known.</summary>
    public sealed record Failed(Failure Failure) : CandidateSearch;
}

/// <summary>Decisions that only a person may take: undo a push, and settle one that waits for a person.</summary>
public sealed class PushDecisions(
    Database database, PushLedger ledger, PushBell bell, Connector connector, BillyReader billy, BillyDrafts drafts, TimeProvider time)
{
    /// <summary>The pushes that wait for a person, the oldest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> WaitingAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().Where(e => e.State == PushState.NeedsAttention)
            .OrderBy(e => e.EndedAt).ThenBy(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many pushes wait for a person.</summary>
    public async Task<int> CountWaitingAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().CountAsync(e => e.State == PushState.NeedsAttention, cancellationToken);
    }

    /// <summary>What Billy holds that may belong to this push, with the names of the contacts, for a person to compare.</summary>
    public async Task<CandidateSearch> LookAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, pushId, cancellationToken) is not { } push)
            return new CandidateSearch.Found([]);
        switch (await connector.OpenAsync(workspace, cancellationToken))
        {
            case BillyAccessResult.Refused refused:
                return new CandidateSearch.Failed(refused.Failure);
            case BillyAccessResult.Opened opened when !push.BelongsTo(opened.Connection.OrganizationId):
                return new CandidateSearch.Failed(new Failure(FailureCodes.OtherOrganization));
            case BillyAccessResult.Opened opened:
                try
                {
                    var candidates = await CandidatesAsync(push, opened, cancellationToken);
                    return new CandidateSearch.Found(await WithContactNamesAsync(candidates, opened, cancellationToken));
                }
                catch (ApiException failure)
                {
                    return new CandidateSearch.Failed(ApiFailures.Describe(failure));
                }

            default:
                throw new InvalidOperationException("A connection is opened or refused.");
        }
    }

    /// <summary>Takes a draft in Billy for the one that the push made.</summary>
    public Task<DecisionResult> AdoptAsync(WorkspaceId workspace, Guid pushId, string remoteId, string by, CancellationToken cancellationToken) =>
        DecideAsync(workspace, pushId, PushState.NeedsAttention, async (push, opened) =>
        {
            var candidates = await CandidatesAsync(push, opened, cancellationToken);
            if (candidates.FirstOrDefault(c => c.Draft.Id == remoteId) is not { } chosen)
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));
            var whole = await billy.GetInvoiceAsync(opened.Access, chosen.Draft.Id, cancellationToken);
            var organization = opened.Connection.OrganizationId!;
            var adopted = new AdoptedDraft(whole ?? chosen.Draft, organization, push.Key ?? await KeyAsync(push, organization, cancellationToken));
            return await SettleAsync(push, by, PushState.Succeeded, adopted, chosen.Link, cancellationToken);
        }, cancellationToken);

    /// <summary>Sends once more, after making sure that Billy holds nothing that carries our key or could be ours.</summary>
    public Task<DecisionResult> SendAgainAsync(WorkspaceId workspace, Guid pushId, string by, CancellationToken cancellationToken) =>
        DecideAsync(workspace, pushId, PushState.NeedsAttention, async (push, opened) =>
        {
            if (push.SentAt is { } sent && time.GetUtcNow() - sent < SearchRules.SettleTime)
                return new DecisionResult.Refused(new Failure(FailureCodes.SentJustNow));
            if (push.Key is not null && await CandidatesAsync(push, opened, cancellationToken) is [var held, ..])
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftFound, held.Draft.InvoiceNo ?? held.Draft.OrderNo));
            return await SettleAsync(push, by, PushState.Pending, null, null, cancellationToken);
        }, cancellationToken);

    /// <summary>Lets the matter rest: nothing is sent, and nothing is deleted in Billy.</summary>
    public async Task<DecisionResult> GiveUpAsync(WorkspaceId workspace, Guid pushId, string by, CancellationToken cancellationToken) =>
        await FindAsync(workspace, pushId, cancellationToken) is { State: PushState.NeedsAttention } push
            ? await SettleAsync(push, by, PushState.Cancelled, null, null, cancellationToken)
            : new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));

    /// <summary>Deletes the draft that a push made, if it still is the draft that we left.</summary>
    public async Task<DecisionResult> UndoAsync(WorkspaceId workspace, Guid invoiceId, string by, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var isOpen = await db.Set<LedgerEntry>().AnyAsync(e => e.InvoiceId == invoiceId && PushStates.Open.Contains(e.State), cancellationToken);
        if (isOpen || await OwnerOfDraftAsync(workspace, invoiceId, cancellationToken) is not { RemoteId: { } draftId } owner)
            return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));

        return await DecideAsync(workspace, owner.Id, PushState.Succeeded, async (push, opened) =>
        {
            var draft = await billy.GetInvoiceAsync(opened.Access, draftId, cancellationToken);
            if (draft is { State: not "draft" })
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftBooked, draft.InvoiceNo));
            if (draft is not null && DraftFingerprint.Of(draft) != push.DraftFingerprint)
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            if (draft is not null)
            {
                await drafts.DeleteDraftInvoiceAsync(opened.Access, draftId, cancellationToken);
                if (await billy.GetInvoiceAsync(opened.Access, draftId, cancellationToken) is not null)
                    return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            }

            return await SettleAsync(push, by, PushState.Cancelled, null, null, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>
    /// Says that the draft is gone from Billy, as a person confirmed, so that the invoice can be pushed anew. Refused while
    /// Billy still has it.
    /// </summary>
    public async Task<DecisionResult> ForgetMissingDraftAsync(WorkspaceId workspace, Guid invoiceId, string by, CancellationToken cancellationToken)
    {
        if (await OwnerOfDraftAsync(workspace, invoiceId, cancellationToken) is not { RemoteId: { } draftId } owner)
            return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));
        return await DecideAsync(workspace, owner.Id, PushState.Succeeded, async (push, opened) =>
            await billy.GetInvoiceAsync(opened.Access, draftId, cancellationToken) is null
                ? await SettleAsync(push, by, PushState.Cancelled, null, null, cancellationToken)
                : new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged)), cancellationToken);
    }

    /// <summary>How the invoice's draft stood in Billy at the last look; null when there is none.</summary>
    public async Task<DraftCondition?> DraftStandingAsync(WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken) =>
        (await OwnerOfDraftAsync(workspace, invoiceId, cancellationToken))?.Standing;

    /// <summary>The push that left the draft which the invoice has in Billy; null when it has none.</summary>
    private async Task<LedgerEntry?> OwnerOfDraftAsync(WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var draftId = await db.Set<Invoice>().Where(i => i.Id == invoiceId).Select(i => i.RemoteId).FirstOrDefaultAsync(cancellationToken);
        return draftId is null ? null : await ledger.OwnerOfDraftAsync(workspace, draftId, cancellationToken);
    }

    private async Task<DecisionResult> DecideAsync(
        WorkspaceId workspace,
        Guid pushId,
        PushState state,
        Func<LedgerEntry, BillyAccessResult.Opened, Task<DecisionResult>> decide,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, pushId, cancellationToken) is not { } push || push.State != state)
            return new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));
        switch (await connector.OpenAsync(workspace, cancellationToken))
        {
            case BillyAccessResult.Refused refused:
                return new DecisionResult.Refused(refused.Failure);
            case BillyAccessResult.Opened opened when !push.BelongsTo(opened.Connection.OrganizationId):
                return new DecisionResult.Refused(new Failure(FailureCodes.OtherOrganization));
            case BillyAccessResult.Opened opened:
                try
                {
                    return await decide(push, opened);
                }
                catch (ApiException failure)
                {
                    return new DecisionResult.Refused(ApiFailures.Describe(failure));
                }

            default:
                throw new InvalidOperationException("A connection is opened or refused.");
        }
    }

    private async Task<IReadOnlyList<DraftCandidate>> CandidatesAsync(
        LedgerEntry push, BillyAccessResult.Opened opened, CancellationToken cancellationToken)
    {
        var byKey = push.Key is null ? [] : await billy.FindInvoicesByExternalIdAsync(opened.Access, push.Key, cancellationToken);
        var byOrderNo = await billy.FindInvoicesByOrderNoAsync(opened.Access, push.InvoiceNumber, cancellationToken);
        var found = SearchRules.Candidates(byKey, byOrderNo, push.ContactId).ToList();
        var known = await ledger.AccountedForAsync(push, found.ConvertAll(i => i.Id), cancellationToken);
        return [.. found.Where(i => !known.Contains(i.Id)).Select(i => new DraftCandidate(
            i, push.Key is not null && i.ExternalId == push.Key, BillyPages.Invoice(opened.Connection, i.Id)))];
    }

    private async Task<IReadOnlyList<DraftCandidate>> WithContactNamesAsync(
        IReadOnlyList<DraftCandidate> candidates, BillyAccessResult.Opened opened, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>();
        foreach (var id in candidates.Select(c => c.Draft.ContactId).Distinct())
            names[id] = (await billy.GetContactAsync(opened.Access, id, cancellationToken))?.Name;
        return [.. candidates.Select(c => c with { ContactName = names[c.Draft.ContactId] })];
    }

    private async Task<DecisionResult> SettleAsync(
        LedgerEntry push, string by, PushState state, AdoptedDraft? adopted, Uri? link, CancellationToken cancellationToken)
    {
        var settled = await ledger.DecideAsync(push, by, state, adopted, link, cancellationToken);
        if (settled is null)
            return new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));
        if (state == PushState.Pending)
            bell.Ring(push.WorkspaceId);
        return new DecisionResult.Done();
    }

    private async Task<string?> KeyAsync(LedgerEntry push, string organization, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<Invoice>().FirstOrDefaultAsync(i => i.Id == push.InvoiceId, cancellationToken) is { } invoice
            ? DraftKey.Of(organization, invoice)
            : null;
    }

    private async Task<LedgerEntry?> FindAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().FirstOrDefaultAsync(e => e.Id == pushId, cancellationToken);
    }
}
