using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>
/// Finds out whether this database is older than an account: restored, copied, or put back with its machine. A ledger that does
/// not know what it sent would send it again, and nothing on this side can tell. So the newest documents of an account are read
/// once, before the first one is sent there after a start, a long rest or a moved clock.
/// </summary>
internal sealed partial class Reconciler(
    Database database, PushLedger ledger, StrayDocuments strays, AccountReader reader, ConnectionStore connections, TakenInvoices taken, RestoredMark restored, TimeProvider time, ILogger<Reconciler> logger)
{
    private const int ReconciledAtOnce = 500;

    private static readonly TimeSpan LongRest = TimeSpan.FromHours(4);
    private static readonly TimeSpan MovedClock = TimeSpan.FromMinutes(1);

    // While the database is known to be behind, what was made late may still come to light.
    private static readonly TimeSpan WhileBehind = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Look> looks = new();

    /// <summary>
    /// What the account holds that may be the document of a push about to be sent. Null when it may be sent: there is nothing,
    /// or no reason to look.
    /// </summary>
    /// <exception cref="ApiException">The account could not be asked, so nothing may be sent.</exception>
    internal async Task<SearchFinding?> FindFirstAsync(
        LedgerEntry push, ExpectedDocument expected, TargetAccount account, CancellationToken cancellationToken)
    {
        var queue = new QueueId(push.WorkspaceId, push.ConnectionId);
        var look = await LookThroughOnceAsync(queue, account, cancellationToken);
        if (!look.IsBehind && !(look.FoundAny && await strays.MayHoldAsync(queue, expected.Key, expected.Reference, cancellationToken)))
            return null;

        var found = await account.Target.FindAsync(account.Opened, expected.Key, expected.Reference, alsoByNumber: true, cancellationToken);
        var known = await ledger.AccountedForAsync(push, [.. found.Select(d => d.Id)], cancellationToken);
        var candidates = found.Where(d => !known.Contains(d.Id) && IsLike(d, expected, account.Target)).ToList();
        return candidates switch
        {
            [] => null,
            // What is to take another's place stands beside it: which of them is right is not ours to say.
            [var only] when push.ReplacesRemoteId is null && SearchRules.Agrees(only, expected) => new SearchFinding.Ours(only),
            _ => new SearchFinding.Doubtful(candidates),
        };
    }

    // An invoice that was written again by hand has another key; what it was made of before still is the same number and amount.
    private static bool IsLike(RemoteDocument document, ExpectedDocument expected, IPushTarget target) =>
        SearchRules.Candidates([document], expected.Key, expected.PartyId).Any()
        || document.Key is { } key && target.IsKey(key) && document.Reference == expected.Reference && SearchRules.Agrees(document, expected);

    /// <summary>
    /// Looks an account through that is known to hold more, or may because of a restore, though nothing is to be sent there just
    /// now: the owner is to hear of it. One that does not answer is looked through before the next push.
    /// </summary>
    internal async Task LookThroughAsync(QueueId queue, TargetAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await LookThroughOnceAsync(queue, account, cancellationToken);
        }
        catch (ApiException failure)
        {
            Log.NotLookedThrough(logger, queue.Connection, failure.Failure, failure.StatusCode);
        }
    }

    /// <summary>
    /// Where the database came out of a backup, says of every connection that the account may know more. Answers whose
    /// accounts are to be looked through.
    /// </summary>
    internal async Task<IReadOnlyList<QueueId>> TakeUpRestoreAsync(CancellationToken cancellationToken)
    {
        if (restored.TryRead() is not null)
            await TakeUpMarkAsync(cancellationToken);
        await using var db = database.Read(default);
        return await db.Set<Connection>().IgnoreQueryFilters().Where(c => c.BehindSince != null && c.ReplacedAt == null)
            .Select(c => new QueueId(c.WorkspaceId, c.Id)).ToListAsync(cancellationToken);
    }

    private async Task TakeUpMarkAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(default, async (db, ct) =>
            await db.Set<Connection>().IgnoreQueryFilters()
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.BehindSince, time.GetUtcNow()), ct), cancellationToken);
        CrashPoint.Reach("restore.after-mark");
        restored.Clear();
    }

    private async Task<Look> LookThroughOnceAsync(QueueId queue, TargetAccount account, CancellationToken cancellationToken)
    {
        if (looks.TryGetValue(queue.Connection, out var last) && !IsOver(last))
            return last;

        var found = await reader.StraysAsync(queue, account, cancellationToken);
        var isNew = await TakeInAsync(queue, account, found, cancellationToken);
        var isBehind = (isNew || account.Connection.BehindSince is not null) && await StaysBehindAsync(queue, account, isNew, cancellationToken);
        var look = new Look(time.GetUtcNow(), time.GetTimestamp(), isBehind, await strays.AnyAsync(queue, cancellationToken));
        looks[queue.Connection] = look;
        return look;
    }

    private bool IsOver(Look last)
    {
        var passed = time.GetElapsedTime(last.Timestamp);
        return passed > (last.IsBehind ? WhileBehind : LongRest) || (time.GetUtcNow() - last.At - passed).Duration() > MovedClock;
    }

    /// <summary>Keeps what was found and takes over what is an invoice's. Answers whether it proves that the database is behind.</summary>
    private async Task<bool> TakeInAsync(
        QueueId queue, TargetAccount account, IReadOnlyList<RemoteDocument> found, CancellationToken cancellationToken)
    {
        // What a push in doubt may have made, or one that was given up, is settled by that push and proves nothing.
        var claimed = await reader.ClaimedAsync(queue, found, cancellationToken);
        found = [.. found.Where(document => !claimed.Contains(document.Id))];
        if (found.Count == 0)
            return false;
        var matches = await MatchAsync(queue, account, found, cancellationToken);
        var ours = found.Count(document => document.Key is not null);
        var isBehind = ours > 0 || matches.Count > 0;
        // First of all, so that a kill in the middle leaves it said.
        if (isBehind)
            await MarkAsync(queue, behind: true, cancellationToken);
        CrashPoint.Reach("reconcile.after-mark");
        var (takenOver, doubtful) = (0, 0);
        // The oldest first, each with what is decided of it: what is known then never is newer than something that is not, which
        // is what the next look goes by after a kill.
        foreach (var chunk in found.Reverse().Chunk(ReconciledAtOnce))
        {
            var done = await ReconcileAsync(queue, account, chunk, matches, cancellationToken);
            (takenOver, doubtful) = (takenOver + done.TakenOver, doubtful + done.Doubtful);
            CrashPoint.Reach("reconcile.after-chunk");
        }

        if (isBehind)
            Log.Behind(logger, queue.Connection, ours, takenOver, doubtful);
        return isBehind;
    }

    private Task<(int TakenOver, int Doubtful)> ReconcileAsync(
        QueueId queue, TargetAccount account, IReadOnlyList<RemoteDocument> found, Dictionary<string, Guid> matches,
        CancellationToken cancellationToken) =>
        database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            var (takenOver, doubtful) = (0, 0);
            db.AddRange(found.Select(document => strays.Of(queue, document)));
            var own = found.Where(document => matches.ContainsKey(document.Id)).ToLookup(document => matches[document.Id]);
            var ids = own.Select(documents => documents.Key).ToList();
            var invoices = await db.Set<Invoice>().AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(ct);
            var pushes = await PushLedger.OfInvoicesAsync(db, ids, queue.Connection, PushPurpose.Document, ct);
            foreach (var invoice in invoices)
            {
                var key = account.Target.KeyOf(account.Connection, invoice);
                switch (ReconcileRules.Decide(invoice, [.. pushes[invoice.Id]], [.. own[invoice.Id]]))
                {
                    case ReconcileVerdict.TakeOver over:
                        await ledger.TakeOverAsync(db, queue, over.Row, invoice, key, over.Document, null, ct);
                        takenOver++;
                        break;
                    case ReconcileVerdict.Doubt doubt:
                        await ledger.TakeOverAsync(db, queue, doubt.Row, invoice, key, doubt.Document, doubt.Why, ct);
                        doubtful++;
                        break;
                    case ReconcileVerdict.Twice twice:
                        await ledger.CallIntoDoubtAsync(db, twice.Push, ct);
                        doubtful++;
                        break;
                }
            }

            return (takenOver, doubtful);
        }, cancellationToken);

    /// <summary>Which invoice each document is of, as far as that can be told.</summary>
    private async Task<Dictionary<string, Guid>> MatchAsync(
        QueueId queue, TargetAccount account, IReadOnlyList<RemoteDocument> found, CancellationToken cancellationToken)
    {
        var matched = new Dictionary<string, Guid>();
        var keyless = found.Where(document => document.Key is null).ToLookup(document => document.Reference);
        var byKey = found.Where(document => document.Key is not null).ToLookup(document => document.Key!);
        var numbers = found.Select(document => document.Reference).OfType<string>().ToHashSet();
        await using var db = database.Read(queue.Workspace);
        // A key says nothing of the invoice that it was made of: where there is one, every invoice that can have gone there is held against it.
        var origins = taken.EverFrom(account.Connection.System);
        var invoices = db.Set<Invoice>().AsNoTracking().Where(i => origins.Contains(i.Origin));
        if (byKey.Count == 0)
            invoices = invoices.Where(i => numbers.Contains(i.Number));
        await foreach (var invoice in invoices.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            List<RemoteDocument> own = [.. byKey.Count > 0 ? byKey[account.Target.KeyOf(account.Connection, invoice)] : []];
            if (keyless[invoice.Number].Where(document => ReconcileRules.IsOf(document, invoice)).ToList() is [var only] && own.Count == 0)
                own.Add(only);
            foreach (var document in own)
                matched[document.Id] = invoice.Id;
        }

        return matched;
    }

    /// <summary>
    /// Whether documents are looked for before they are sent from now on: until everything that was found is accounted for or
    /// seen, and long enough for what was made late to have come to light.
    /// </summary>
    private async Task<bool> StaysBehindAsync(QueueId queue, TargetAccount account, bool isNew, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var stays = isNew || time.GetUtcNow() - account.Connection.BehindSince < account.Target.Traits.SettleTime
            || await StrayDocuments.Open(db).AnyAsync(s => s.ConnectionId == queue.Connection, cancellationToken);
        if (!stays)
            await MarkAsync(queue, behind: false, cancellationToken);
        return stays;
    }

    private Task<Connection?> MarkAsync(QueueId queue, bool behind, CancellationToken cancellationToken) =>
        connections.ChangeAsync(
            queue.Workspace, queue.Connection, row => row.BehindSince = behind ? row.BehindSince ?? time.GetUtcNow() : null, cancellationToken);

    /// <param name="At">When the account was looked through, by the clock that people set.</param>
    /// <param name="Timestamp">The same, by the one that nobody can.</param>
    /// <param name="IsBehind">Whether this database was older than the account.</param>
    /// <param name="FoundAny">Whether there are documents that no push accounted for, now or earlier.</param>
    private sealed record Look(DateTimeOffset At, long Timestamp, bool IsBehind, bool FoundAny);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Connection {Connection} could not be looked through ({Failure}, {Status}); it is before the next push.")]
        public static partial void NotLookedThrough(ILogger logger, Guid connection, ApiFailure failure, int? status);

        [LoggerMessage(LogLevel.Warning,
            "Connection {Connection} holds {Count} documents of ours that this database did not know; it is older than the account. {TakenOver} are taken over, {Doubtful} wait for a person.")]
        public static partial void Behind(ILogger logger, Guid connection, int count, int takenOver, int doubtful);
    }
}
