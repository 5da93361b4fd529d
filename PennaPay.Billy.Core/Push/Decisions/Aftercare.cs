using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>Checks what has become of documents after a push, at the times of <see cref="CheckTimes"/>.</summary>
internal sealed class Aftercare(Database database, PushLedger ledger, ConnectionOpener opener, PushTargets targets, TimeProvider time)
{
    private const int MostAtOnce = 2000;

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
    public async Task<int> RunAsync(QueueId queue, CancellationToken cancellationToken)
    {
        var due = await DueAsync(queue, cancellationToken);
        if (due.Count == 0)
            return 0;
        var (opened, refusal) = await opener.OpenAsync(queue.Workspace, queue.Connection, cancellationToken);
        if (opened is null)
        {
            // What is disconnected is checked as soon as it is connected again. Of what was replaced nothing may ever be
            // learnt, so it comes up as rarely as the rest.
            if (refusal!.Code == FailureCodes.OtherOrganization)
                await ledger.NoteConditionsAsync(queue, due.ConvertAll(e => e.Id), new Dictionary<Guid, DocumentCondition>(), cancellationToken);
            return 0;
        }

        var found = (await targets.Of(opened.Connection.System).ReadAsync(opened, await SentAsync(queue, due, cancellationToken), cancellationToken))
            .DistinctBy(d => d.Id).ToList();
        var known = await KnownAsync(queue, due, cancellationToken);
        var byId = found.ToDictionary(d => d.Id);
        var byKey = found.Where(d => d.Key is not null).ToLookup(d => d.Key!);
        var conditions = due.ToDictionary(e => e.Id, e => Judge(e, byId, byKey, known));
        await ledger.NoteConditionsAsync(queue, due.ConvertAll(e => e.Id), conditions, cancellationToken);
        return due.Count;
    }

    private static DocumentCondition Judge(
        LedgerEntry push, Dictionary<string, RemoteDocument> byId, ILookup<string, RemoteDocument> byKey, HashSet<string> known)
    {
        if (push.Key is { } key && byKey[key].Any(d => d.Id != push.RemoteId && !known.Contains(d.Id)))
            return DocumentCondition.Duplicated;
        return byId.TryGetValue(push.RemoteId!, out var document)
            ? document.State == RemoteState.Draft ? DocumentCondition.Draft : DocumentCondition.Booked
            : DocumentCondition.Deleted;
    }

    private async Task<List<LedgerEntry>> DueAsync(QueueId queue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(queue.Workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.State == PushState.Succeeded && e.NextCheckAt <= now && e.RemoteId != null)
            .OrderBy(e => e.NextCheckAt).Take(MostAtOnce).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<SentDocument>> SentAsync(QueueId queue, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var ids = due.ConvertAll(e => e.InvoiceId);
        var days = await db.Set<Invoice>().Where(i => ids.Contains(i.Id))
            .Select(i => new { i.Id, i.IssueDate }).ToDictionaryAsync(i => i.Id, i => i.IssueDate, cancellationToken);
        return due.ConvertAll(e => new SentDocument(e.RemoteId!, e.Key, days.TryGetValue(e.InvoiceId, out var day) ? day : null));
    }

    private async Task<HashSet<string>> KnownAsync(QueueId queue, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var invoices = due.ConvertAll(e => e.InvoiceId);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && invoices.Contains(e.InvoiceId) && e.RemoteId != null)
            .Select(e => e.RemoteId!).ToHashSetAsync(cancellationToken);
    }
}
