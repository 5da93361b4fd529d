using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>Reads what an account holds that is newer than what is known of it, or all of it where that cannot be told.</summary>
internal sealed class AccountReader(Database database, StrayDocuments strays)
{
    // How much older than its time in the list a document can be, and how far two clocks can be apart.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>The documents there that neither a push nor an earlier look accounts for and that may be ours.</summary>
    /// <param name="queue">Whose account.</param>
    /// <param name="account">The account, opened.</param>
    /// <param name="since">Since when this database is known to be behind: what is older has been looked through; null when it is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RemoteDocument>> StraysAsync(
        QueueId queue, TargetAccount account, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        // The first page nearly always tells, and need not be a long one.
        var (found, isEnough) = await ReadAsync(queue, account, since, isQuick: true, cancellationToken);
        return isEnough ? found : (await ReadAsync(queue, account, since, isQuick: false, cancellationToken)).Found;
    }

    private async Task<(IReadOnlyList<RemoteDocument> Found, bool IsEnough)> ReadAsync(
        QueueId queue, TargetAccount account, DateTimeOffset? since, bool isQuick, CancellationToken cancellationToken)
    {
        List<RemoteDocument> found = [];
        HashSet<string> seen = [];
        DateTimeOffset? newestKnown = null, oldest = null;
        var isSorted = true;
        for (var page = 1; ; page++)
        {
            var answer = await account.Target.NewestAsync(account.Opened, page, isQuick, cancellationToken);
            var fresh = answer.Documents.Where(document => seen.Add(document.Id)).ToList();
            var known = await KnownAsync(queue, account, fresh.ConvertAll(document => document.Id), cancellationToken);
            foreach (var document in fresh)
            {
                isSorted = isSorted && document.CreatedAt is { } at && !(at > oldest);
                oldest = document.CreatedAt;
                if (known.Contains(document.Id))
                    newestKnown ??= document.CreatedAt;
                else if (MayBeOurs(account.Target, document))
                    found.Add(document);
            }

            // A system that answers the same page again has no more to tell.
            if (answer.IsLast || fresh.Count == 0)
                return (found, true);
            // What this database does not know was made after all that it knows.
            var edge = newestKnown < since ? newestKnown : since ?? newestKnown;
            if (isSorted && newestKnown is not null && oldest < edge - Margin)
                return (found, true);
            if (isQuick)
                return (found, false);
        }
    }

    private async Task<HashSet<string>> KnownAsync(QueueId queue, TargetAccount account, List<string> ids, CancellationToken cancellationToken) =>
    [
        .. await AccountedForAsync(account.Connection, ids, cancellationToken),
        .. await strays.KnownAsync(queue, ids, cancellationToken),
    ];

    // By pushes of whatever workspace: several may work with one account.
    private async Task<List<string>> AccountedForAsync(Connection account, List<string> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(account.WorkspaceId);
        return await db.Set<LedgerEntry>().IgnoreQueryFilters()
            .Where(e => e.State != PushState.Cancelled && e.RemoteId != null && ids.Contains(e.RemoteId)
                && db.Set<Connection>().IgnoreQueryFilters().Any(c =>
                    c.Id == e.ConnectionId && c.System == account.System && c.UsesSandbox == account.UsesSandbox && c.AccountId == account.AccountId))
            .Select(e => e.RemoteId!).ToListAsync(cancellationToken);
    }

    // Without a key it is ours only if it refers to a number, and then it may be somebody else's all the same.
    private static bool MayBeOurs(IPushTarget target, RemoteDocument document) =>
        document.Key is { } key ? target.IsKey(key) : !string.IsNullOrWhiteSpace(document.Reference);
}
