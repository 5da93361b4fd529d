using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Storing;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Takes connected accounts in, and chooses whose records of them come here.</summary>
public sealed class SourceSwitch(Database database, SourceSystems sources, SourceBell bell, TimeProvider time)
{
    /// <summary>The most customers of one account that can be left out.</summary>
    public const int MostExcluded = 5000;

    private static readonly TimeSpan Often = TimeSpan.FromHours(1);

    /// <summary>Begins to take an account in, without some of its customers. One that is taken in already is read anew.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">The account.</param>
    /// <param name="excluded">The source's ids of those that are left out, each with a name where that is known; nothing of them is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where there is no such account to take in, or too many are to be left out.</returns>
    public async Task<bool> ActivateAsync(Actor actor, Guid connection, IReadOnlyDictionary<string, string?> excluded, CancellationToken cancellationToken)
    {
        var isDone = excluded.Count <= MostExcluded && await database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await SourceOfAsync(db, connection, ct) is not { } source)
                return false;
            await ExcludeAsync(db, connection, excluded, ct);
            await SourceWriter.StartAnewAsync(db, source, connection, time.GetUtcNow(), ct);
            return true;
        }, cancellationToken);
        bell.Ring();
        return isDone;
    }

    /// <summary>Leaves customers out from now on. What is here of them stays, and nothing new of it comes in.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">The account.</param>
    /// <param name="customers">The source's ids, each with a name where that is known.</param>
    /// <param name="archive">Whether those of them who are here are put aside, too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where there is no such account.</returns>
    public Task<bool> ExcludeAsync(Actor actor, Guid connection, IReadOnlyDictionary<string, string?> customers, bool archive, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await SourceOfAsync(db, connection, ct) is null)
                return false;
            await ExcludeAsync(db, connection, customers, ct);
            if (archive)
                await CustomerEditor.ArchiveAsync(db, await OursAsync(db, connection, [.. customers.Keys], ct), isArchived: true, ct);
            return true;
        }, cancellationToken);

    /// <summary>Lets customers come in again, with what was missed of them. One that was deleted or put aside here comes back by it.</summary>
    /// <returns>False where there is no such account.</returns>
    public async Task<bool> IncludeAsync(Actor actor, Guid connection, IReadOnlyCollection<string> customers, CancellationToken cancellationToken)
    {
        var isDone = await database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await SourceOfAsync(db, connection, ct) is not { } source)
                return false;
            var accounts = await db.Set<SourceAccount>().AsTracking().Where(account => account.ConnectionId == connection && customers.Contains(account.RemoteId)).ToListAsync(ct);
            foreach (var account in accounts)
                (account.ExcludedAt, account.DeletedAt, account.IncludedAt) = (null, null, time.GetUtcNow());
            if (accounts.Count == 0)
                return true;
            db.Audit("source.included", nameof(Connection), connection.ToString(), accounts.Count);
            await CustomerEditor.ArchiveAsync(db, await OursAsync(db, connection, customers, ct), isArchived: false, ct);
            await ReadMissedAsync(db, source, connection, accounts.ConvertAll(account => account.RemoteId), ct);
            return true;
        }, cancellationToken);
        bell.Ring();
        return isDone;
    }

    /// <summary>Has what changes often read now and not at its next time; what waits after a failure is tried again.</summary>
    /// <returns>False where there is no such account, or it is not taken in.</returns>
    public async Task<bool> ReadNowAsync(Actor actor, Guid connection, CancellationToken cancellationToken)
    {
        var isDone = await database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            if (await SourceOfAsync(db, connection, ct) is not { } source)
                return false;
            var now = time.GetUtcNow();
            var often = source.Tasks.Where(task => task.Kind != SourceTaskKind.Again || task.Every <= Often).Select(task => task.Name).ToList();
            var waiting = db.Set<SourceTaskState>().Where(task => task.ConnectionId == connection && task.DueAt != null && often.Contains(task.Name));
            if (!await waiting.AnyAsync(ct))
                return false;
            // What the system has said to wait for is waited for.
            if (await waiting.Where(task => task.DueAt > now && task.FailureCode != FailureCodes.RateLimited).ExecuteUpdateAsync(update => update.SetProperty(task => task.DueAt, now), ct) > 0)
                db.Audit("source.read_now", nameof(Connection), connection);
            return true;
        }, cancellationToken);
        bell.Ring();
        return isDone;
    }

    /// <summary>Tells the source once more that invoices are paid of which it did not take that.</summary>
    /// <returns>Of how many.</returns>
    public async Task<int> TellPaymentsAgainAsync(Actor actor, Guid connection, CancellationToken cancellationToken)
    {
        var count = await database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            var refused = await db.Set<SourcedInvoice>().Where(row => row.ConnectionId == connection && row.PaymentTold == PaymentTold.Refused)
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.PaymentTold, PaymentTold.No).SetProperty(row => row.PaymentFailure, (string?)null), ct);
            if (refused > 0)
                db.Audit("source.payments_again", nameof(Connection), connection.ToString(), refused);
            return refused;
        }, cancellationToken);
        if (count > 0)
            await ReadNowAsync(actor, connection, cancellationToken);
        return count;
    }

    private static Task<List<Guid>> OursAsync(WorkspaceDbContext db, Guid connection, IReadOnlyCollection<string> customers, CancellationToken cancellationToken) =>
        db.Set<RecordLink>().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact && customers.Contains(link.RemoteId)).Select(link => link.LocalId).ToListAsync(cancellationToken);

    // Those that wait to be read already are read with them.
    private async Task ReadMissedAsync(WorkspaceDbContext db, ISource source, Guid connection, List<string> ids, CancellationToken cancellationToken)
    {
        if (source.Tasks.FirstOrDefault(task => task.Kind == SourceTaskKind.Included) is not { Name: var name }
            || await db.Set<SourceTaskState>().AsTracking().FirstOrDefaultAsync(task => task.ConnectionId == connection && task.Name == name, cancellationToken) is not { } row)
            return;
        var waiting = row.DueAt is null ? [] : (row.Checkpoint ?? "").Split([',', '|'], StringSplitOptions.RemoveEmptyEntries).Where(id => id.All(char.IsAsciiDigit));
        (row.Checkpoint, row.BegunAt, row.DoneAt, row.Steps) = (string.Join(',', ids.Union(waiting, StringComparer.Ordinal)), null, null, row.Steps + 1);
        row.DueAt = time.GetUtcNow();
    }

    private async Task ExcludeAsync(WorkspaceDbContext db, Guid connection, IReadOnlyDictionary<string, string?> customers, CancellationToken cancellationToken)
    {
        if (customers.Count == 0)
            return;
        var now = time.GetUtcNow();
        var known = await db.Set<SourceAccount>().AsTracking().Where(account => account.ConnectionId == connection).ToDictionaryAsync(account => account.RemoteId, StringComparer.Ordinal, cancellationToken);
        foreach (var (id, name) in customers)
        {
            if (!known.TryGetValue(id, out var account))
                db.Add(account = new SourceAccount { ConnectionId = connection, RemoteId = id });
            account.ExcludedAt ??= now;
            account.Name = name ?? account.Name;
        }

        db.Audit("source.excluded", nameof(Connection), connection.ToString(), customers.Count);
    }

    private async Task<ISource?> SourceOfAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken) =>
        await db.Set<Connection>().Where(known => known.Id == connection && known.Secret != null && known.ReplacedAt == null).Select(known => known.System)
            .FirstOrDefaultAsync(cancellationToken) is { } system ? sources.Of(system) : null;
}
