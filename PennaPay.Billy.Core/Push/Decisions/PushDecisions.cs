using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>Decisions that only a person may take: undo a push, and settle one that waits for a person.</summary>
public sealed partial class PushDecisions(
    Database database, PushLedger ledger, PushBell bell, ConnectionOpener opener, PushTargets targets, StrayDocuments strays, TimeProvider time,
    ILogger<PushDecisions> logger)
{
    /// <summary>The pushes that wait for a person, the oldest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> WaitingAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().Where(e => e.State == PushState.NeedsAttention && e.Purpose == PushPurpose.Document)
            .OrderBy(e => e.EndedAt).ThenBy(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many pushes wait for a person.</summary>
    public async Task<int> CountWaitingAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().CountAsync(e => e.State == PushState.NeedsAttention && e.Purpose == PushPurpose.Document, cancellationToken);
    }

    /// <summary>What the system holds that may belong to this push, with the names of the parties, for a person to compare.</summary>
    public async Task<CandidateSearch> SearchAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, pushId, cancellationToken) is not { } push)
            return new CandidateSearch.Found([]);
        var (opened, refusal) = await opener.OpenAsync(workspace, push.ConnectionId, cancellationToken);
        if (opened is null)
            return new CandidateSearch.Failed(refusal!);
        try
        {
            opened = opened.Urgently();
            var candidates = await CandidatesAsync(push, opened, cancellationToken);
            return new CandidateSearch.Found(await WithNamesAsync(candidates, opened, cancellationToken));
        }
        catch (ApiException failure)
        {
            return new CandidateSearch.Failed(ApiFailures.Describe(failure));
        }
    }

    /// <summary>Takes a document in the system for the one that the push made.</summary>
    public Task<DecisionResult> AdoptAsync(Actor actor, Guid pushId, string remoteId, CancellationToken cancellationToken) =>
        DecideAsync(actor, pushId, IsWaiting, async (push, opened) =>
        {
            var candidates = await CandidatesAsync(push, opened, cancellationToken);
            if (candidates.FirstOrDefault(c => c.Document.Id == remoteId) is not { } chosen)
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftMissing));
            var whole = await targets.Of(opened.Connection.System).GetAsync(opened, chosen.Document.Id, cancellationToken);
            var adopted = new AdoptedDocument(whole ?? chosen.Document, push.Key ?? await KeyAsync(push, opened.Connection, cancellationToken));
            var result = await SettleAsync(push, actor, PushState.Succeeded, adopted, chosen.Link, cancellationToken);
            // The others were seen beside it and left: no later check need ask again.
            if (result is DecisionResult.Done && candidates.Count > 1)
            {
                await strays.KeepAsync(
                    new(push.WorkspaceId, push.ConnectionId), [.. candidates.Where(c => c != chosen).Select(c => c.Document)], cancellationToken);
            }

            return result;
        }, cancellationToken);

    /// <summary>
    /// Deletes what was made later of several drafts that a push has in the system, and takes the first for the one that it
    /// made. Refused where one of them is not as we left it, or booked.
    /// </summary>
    public Task<DecisionResult> DeleteNewerAsync(Actor actor, Guid pushId, CancellationToken cancellationToken) =>
        DecideAsync(actor, pushId, IsWaiting, async (push, opened) =>
        {
            var target = targets.Of(opened.Connection.System);
            List<RemoteDocument> drafts = [];
            foreach (var candidate in await CandidatesAsync(push, opened, cancellationToken))
            {
                if (await target.GetAsync(opened, candidate.Document.Id, cancellationToken) is { } whole)
                    drafts.Add(whole);
            }

            if (drafts.Find(d => d.State != RemoteState.Draft) is { } booked)
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftBooked, booked.Number));
            // Both were made by the same request, so that neither may differ from what we left.
            if (drafts.Count != 2 || push.Fingerprint is null || drafts.Exists(d => d.Key != push.Key || d.Fingerprint != push.Fingerprint || d.CreatedAt is null))
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            var inOrder = drafts.OrderBy(d => d.CreatedAt).ThenByDescending(d => d.Id == push.RemoteId).ToList();
            foreach (var newer in inOrder.Skip(1))
            {
                await target.WithdrawAsync(opened, newer.Id, cancellationToken);
                CrashPoint.Reach("delete-newer.after-delete");
                if (await target.GetAsync(opened, newer.Id, cancellationToken) is not null)
                    return new DecisionResult.Refused(new Failure(FailureCodes.DraftChanged));
            }

            return await SettleAsync(
                push, actor, PushState.Succeeded, new AdoptedDocument(inOrder[0], push.Key), target.PageOf(opened.Connection, inOrder[0].Id), cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// Sends once more, after making sure that the system holds nothing that carries our key or could be ours. A push that is
    /// still looked for need not be waited for, but <see cref="MayComeUntilAsync"/> says how long that would be better.
    /// </summary>
    public Task<DecisionResult> SendAgainAsync(Actor actor, Guid pushId, CancellationToken cancellationToken) =>
        DecideAsync(actor, pushId, state => state is PushState.NeedsAttention or PushState.Unknown, async (push, opened) =>
        {
            if (push.SentAt is { } sent && time.GetUtcNow() - sent < targets.Of(opened.Connection.System).Traits.Soonest)
                return new DecisionResult.Refused(new Failure(FailureCodes.SentJustNow));
            if (push.Key is not null && await CandidatesAsync(push, opened, cancellationToken) is [var held, ..])
                return new DecisionResult.Refused(new Failure(FailureCodes.DraftFound, held.Document.Number ?? held.Document.Reference));
            return await SettleAsync(push, actor, PushState.Pending, null, null, cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// Until when a document that was sent may still come to light in the system, and a second one would stand beside it; null
    /// when that time has passed or nothing was sent.
    /// </summary>
    public async Task<DateTimeOffset?> MayComeUntilAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, pushId, cancellationToken) is not { SentAt: { } sent } push)
            return null;
        await using var db = database.Read(workspace);
        var system = await db.Set<Connection>().Where(c => c.Id == push.ConnectionId).Select(c => c.System).FirstAsync(cancellationToken);
        var until = sent + targets.Of(system).Traits.SettleTime;
        return until > time.GetUtcNow() ? until : null;
    }

    /// <summary>Lets the matter rest: nothing is sent, and nothing is deleted in the system.</summary>
    public async Task<DecisionResult> GiveUpAsync(Actor actor, Guid pushId, CancellationToken cancellationToken)
    {
        await DemandAsync(actor, cancellationToken);
        if (await FindAsync(actor.Workspace, pushId, cancellationToken) is not { State: PushState.NeedsAttention } push)
            return new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));
        using var scope = logger.BeginScope(push.Scope());
        return await SettleAsync(push, actor, PushState.Cancelled, null, null, cancellationToken);
    }

    /// <summary>Takes back a push that waits in the queue of the connection that lists are about.</summary>
    public async Task<DecisionResult> CancelAsync(Actor actor, Guid invoiceId, CancellationToken cancellationToken)
    {
        await DemandAsync(actor, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        var push = await db.Set<LedgerEntry>().FirstOrDefaultAsync(
            e => e.InvoiceId == invoiceId && e.State == PushState.Pending && db.Set<Connection>().Any(c => c.Id == e.ConnectionId && c.IsListed), cancellationToken);
        // What is on its way is not stopped any more.
        return push is null
            ? new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown))
            : await SettleAsync(push, actor, PushState.Cancelled, null, null, cancellationToken);
    }

    private Task DemandAsync(Actor actor, CancellationToken cancellationToken) =>
        database.DemandAsync(actor, Permission.DecidePushes, cancellationToken);

    private static bool IsWaiting(PushState state) => state == PushState.NeedsAttention;

    private static bool IsDone(PushState state) => state == PushState.Succeeded;

    private async Task<bool> IsOpenAsync(LedgerEntry push, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<LedgerEntry>().AnyAsync(
            e => e.InvoiceId == push.InvoiceId && e.ConnectionId == push.ConnectionId && PushStates.Open.Contains(e.State), cancellationToken);
    }

    private async Task<DecisionResult> DecideAsync(
        Actor actor,
        Guid pushId,
        Func<PushState, bool> isDecidable,
        Func<LedgerEntry, OpenedConnection, Task<DecisionResult>> decide,
        CancellationToken cancellationToken)
    {
        await DemandAsync(actor, cancellationToken);
        if (await FindAsync(actor.Workspace, pushId, cancellationToken) is not { } push || !isDecidable(push.State))
            return new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));
        using var scope = logger.BeginScope(push.Scope());
        var (opened, refusal) = await opener.OpenAsync(actor.Workspace, push.ConnectionId, cancellationToken);
        if (opened is null)
            return new DecisionResult.Refused(refusal!);
        try
        {
            // A person waits for it.
            return await decide(push, opened.Urgently().WithinScope());
        }
        catch (ApiException failure)
        {
            return new DecisionResult.Refused(ApiFailures.Describe(failure));
        }
    }

    private async Task<IReadOnlyList<DocumentCandidate>> CandidatesAsync(
        LedgerEntry push, OpenedConnection opened, CancellationToken cancellationToken)
    {
        var target = targets.Of(opened.Connection.System);
        var all = await target.FindAsync(opened, push.Key, push.InvoiceNumber, alsoByNumber: true, cancellationToken);
        var found = SearchRules.Candidates(all, push.Key, push.PartyId).ToList();
        var known = await ledger.AccountedForAsync(push, found.ConvertAll(d => d.Id), cancellationToken);
        return [.. found.Where(d => !known.Contains(d.Id)).Select(d => new DocumentCandidate(
            d, push.Key is not null && d.Key == push.Key, target.PageOf(opened.Connection, d.Id)))];
    }

    private async Task<IReadOnlyList<DocumentCandidate>> WithNamesAsync(
        IReadOnlyList<DocumentCandidate> candidates, OpenedConnection opened, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string?>();
        foreach (var id in candidates.Select(c => c.Document.PartyId).Distinct())
            names[id] = await targets.Of(opened.Connection.System).NameOfPartyAsync(opened, id, cancellationToken);
        return [.. candidates.Select(c => c with { PartyName = names[c.Document.PartyId] })];
    }

    private async Task<DecisionResult> SettleAsync(
        LedgerEntry push, Actor actor, PushState state, AdoptedDocument? adopted, Uri? link, CancellationToken cancellationToken)
    {
        CrashPoint.Reach("decide.before");
        if (await ledger.DecideAsync(push, actor, state, adopted, link, cancellationToken) is null)
            return new DecisionResult.Refused(new Failure(FailureCodes.OutcomeUnknown));
        CrashPoint.Reach("decide.after");
        if (state == PushState.Pending)
            bell.Ring(new(push.WorkspaceId, push.ConnectionId));
        return new DecisionResult.Done();
    }

    private async Task<string?> KeyAsync(LedgerEntry push, Connection connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<Invoice>().FirstOrDefaultAsync(i => i.Id == push.InvoiceId, cancellationToken) is { } invoice
            ? targets.Of(connection.System).KeyOf(connection, invoice)
            : null;
    }

    private async Task<LedgerEntry?> FindAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().FirstOrDefaultAsync(e => e.Id == pushId, cancellationToken);
    }
}
