using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>Checks what has become of documents after a push, at the times of <see cref="CheckTimes"/>.</summary>
internal sealed class Aftercare(Database database, PushLedger ledger, ConnectionOpener opener, PushTargets targets, TimeProvider time)
{
    // Read as one list, in one go.
    private const int MostAtOnce = 2000;
    private const int NotedPerTransaction = 250;

    /// <summary>Every connection with a document that is due for a check.</summary>
    internal async Task<IReadOnlyList<QueueId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        var found = await db.Set<LedgerEntry>().IgnoreQueryFilters()
            .Where(e => e.State == PushState.Succeeded && e.NextCheckAt <= now)
            .Select(e => new { e.WorkspaceId, e.ConnectionId }).Distinct().ToListAsync(cancellationToken);
        return found.ConvertAll(due => new QueueId(due.WorkspaceId, due.ConnectionId));
    }

    /// <summary>Checks what is due in one connection; answers how many. A system that does not answer is asked another time.</summary>
    /// <exception cref="ApiException">The system could not be asked.</exception>
    public Task<int> RunAsync(QueueId queue, CancellationToken cancellationToken) => RunAsync(queue, MostAtOnce, cancellationToken);

    /// <inheritdoc cref="RunAsync(QueueId, CancellationToken)" />
    internal async Task<int> RunAsync(QueueId queue, int most, CancellationToken cancellationToken)
    {
        var due = await DueAsync(queue, most, cancellationToken);
        if (due.Count == 0)
            return 0;
        var (opened, refusal) = await opener.OpenAsync(queue.Workspace, queue.Connection, cancellationToken);
        if (opened is null)
        {
            // What is disconnected is checked as soon as it is connected again. Of what was replaced nothing may ever be
            // learnt, so it comes up as rarely as the rest.
            if (refusal!.Code == FailureCodes.OtherOrganization)
                await NoteAsync(queue, due, [], cancellationToken);
            return 0;
        }

        var found = (await targets.Of(opened.Connection.System).ReadAsync(opened, await SentAsync(queue, due, cancellationToken), cancellationToken))
            .DistinctBy(d => d.Id).ToList();
        var known = await KnownAsync(queue, due, cancellationToken);
        var byId = found.ToDictionary(d => d.Id);
        var byKey = found.Where(d => d.Key is not null).ToLookup(d => d.Key!);
        var keyless = found.Where(d => d is { Key: null, Reference: not null }).ToLookup(d => d.Reference!);
        var conditions = due.ToDictionary(e => e.Id, e => Judge(e, byId, byKey[e.Key ?? ""].Concat(keyless[e.InvoiceNumber]), known));
        await NoteAsync(queue, due, await FingerprintsAsync(opened, due, conditions, cancellationToken), cancellationToken);
        foreach (var some in due.Where(e => conditions[e.Id] != DocumentCondition.Duplicated).Chunk(NotedPerTransaction))
        {
            await ledger.NoteSeenAsync(queue, [.. some.Select(e => new SeenDocument(
                e.InvoiceId, e.RemoteId!, conditions[e.Id], byId.GetValueOrDefault(e.RemoteId!)?.Number, IsWhole: false))], cancellationToken);
        }

        // At once where people decide, and on the badge, the list and the overview.
        foreach (var push in due.Where(e => conditions[e.Id] == DocumentCondition.Duplicated))
            await ledger.CallIntoDoubtAsync(queue, push.Id, cancellationToken);
        return due.Count;
    }

    // A part at a time, so that whoever else writes need not wait for all. What is not noted is checked again.
    private async Task NoteAsync(
        QueueId queue, List<LedgerEntry> due, Dictionary<Guid, string> fingerprints, CancellationToken cancellationToken)
    {
        foreach (var some in due.Chunk(NotedPerTransaction))
            await ledger.NoteChecksAsync(queue, [.. some.Select(e => e.Id)], fingerprints, cancellationToken);
    }

    /// <summary>
    /// How documents stand that were taken over from a list. A list does not tell, and without it nobody could say later
    /// whether a person has changed one.
    /// </summary>
    private async Task<Dictionary<Guid, string>> FingerprintsAsync(
        OpenedConnection opened, List<LedgerEntry> due, Dictionary<Guid, DocumentCondition> conditions, CancellationToken cancellationToken)
    {
        var fingerprints = new Dictionary<Guid, string>();
        foreach (var push in due.Where(e => e is { Cause: PushCause.Reconciled, Fingerprint: null } && conditions[e.Id] == DocumentCondition.Draft))
        {
            if (await targets.Of(opened.Connection.System).GetAsync(opened, push.RemoteId!, cancellationToken) is { Fingerprint: { } fingerprint })
                fingerprints[push.Id] = fingerprint;
        }

        return fingerprints;
    }

    private static DocumentCondition Judge(
        LedgerEntry push, Dictionary<string, RemoteDocument> byId, IEnumerable<RemoteDocument> alike, HashSet<string> known)
    {
        // Where keys are not kept, whom it is made out to and what it comes to must be the same as well.
        var own = push.Key is null ? [] : SearchRules.Candidates([.. alike], push.Key, push.PartyId);
        if (own.Any(d => d.Id != push.RemoteId && !known.Contains(d.Id) && (d.Key is not null || d.Gross == push.Gross && d.Kind == push.Kind)))
            return DocumentCondition.Duplicated;
        return ConditionRules.Of(byId.GetValueOrDefault(push.RemoteId!), push.Fingerprint);
    }

    /// <summary>What lies together in time, so that the list it is looked for in is no longer than it has to be.</summary>
    private async Task<List<LedgerEntry>> DueAsync(QueueId queue, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(queue.Workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.State == PushState.Succeeded && e.NextCheckAt <= now && e.RemoteId != null)
            .LeftJoin(db.Set<Invoice>(), e => e.InvoiceId, invoice => invoice.Id, (e, invoice) => new { Push = e, Day = (DateOnly?)invoice!.IssueDate })
            .OrderBy(due => due.Day).ThenBy(due => due.Push.NextCheckAt).Take(most).Select(due => due.Push).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<SentDocument>> SentAsync(QueueId queue, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var ids = due.ConvertAll(e => e.InvoiceId);
        var days = await db.Set<Invoice>().Where(i => ids.Contains(i.Id))
            .Select(i => new { i.Id, i.IssueDate }).ToDictionaryAsync(i => i.Id, i => i.IssueDate, cancellationToken);
        return due.ConvertAll(e => new SentDocument(e.RemoteId!, e.Key, e.InvoiceNumber, days.TryGetValue(e.InvoiceId, out var day) ? day : null));
    }

    private async Task<HashSet<string>> KnownAsync(QueueId queue, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var invoices = due.ConvertAll(e => e.InvoiceId);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && invoices.Contains(e.InvoiceId) && e.RemoteId != null)
            .Select(e => e.RemoteId!)
            .Union(db.Set<StrayDocument>().Where(s => s.State == StrayState.Kept && s.ConnectionId == queue.Connection).Select(s => s.RemoteId))
            .ToHashSetAsync(cancellationToken);
    }
}
