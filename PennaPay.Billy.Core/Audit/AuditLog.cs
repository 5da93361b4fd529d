using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Erasing;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Audit;

/// <summary>
/// Reads who did what: entries of the actor's workspace and of the installation, which are no workspace's. Who may not is
/// refused by a <see cref="NotPermittedException"/>.
/// </summary>
public sealed class AuditLog(Database database, LogEraser eraser)
{
    private const int LargestPage = 500;
    private const int MostCounted = 10_000;

    /// <summary>One page, the newest first.</summary>
    public async Task<PageOf<AuditRow>> PageAsync(Actor actor, AuditQuery query, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ReadAudit);
        await using var db = database.Read(actor.Workspace);
        var entries = Fitting(db, query);
        var found = await entries.Take(MostCounted + 1).CountAsync(cancellationToken);
        var rows = await entries.Skip(query.Skip).Take(Math.Clamp(query.Take, 1, LargestPage)).ToListAsync(cancellationToken);
        return new(Math.Min(found, MostCounted), rows.ConvertAll(RowOf), found > MostCounted);
    }

    /// <summary>The people of the workspace, with their e-mail addresses.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Email)>> PeopleAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var people = await db.Set<Membership>().Join(db.Users, member => member.UserId, user => user.Id, (_, user) => new { user.Id, user.Email })
            .OrderBy(user => user.Email).ToListAsync(cancellationToken);
        return people.ConvertAll(user => (user.Id, user.Email!));
    }

    /// <summary>
    /// Writes every entry that fits as CSV, the newest first: <see cref="AuditQuery.Skip"/> and <see cref="AuditQuery.Take"/> do not
    /// count. The stream is left open.
    /// </summary>
    public async Task ExportAsync(Actor actor, AuditQuery query, CsvTable<AuditRow> format, Stream target, CancellationToken cancellationToken)
    {
        await database.WriteAsync(actor, Permission.ReadAudit, (noting, _) =>
        {
            noting.Audit("audit.exported", nameof(AuditLog));
            return Task.CompletedTask;
        }, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        await format.WriteAsync(Fitting(db, query).AsAsyncEnumerable().Select(RowOf), target, cancellationToken);
    }

    /// <summary>
    /// Takes away what the entries before a Danish day tell of people: names, addresses, browsers. That something was done, when and by
    /// which id stays, and so does the chain.
    /// </summary>
    /// <returns>Of how many entries.</returns>
    public async Task<int> ForgetAsync(Actor actor, DateOnly before, CancellationToken cancellationToken)
    {
        var end = DanishTime.StartOf(before);
        // Whoever found an open page would take away who it was.
        var forgotten = await database.WriteAsync(actor, Permission.GrantAccess, async (db, ct) =>
        {
            var count = await Seen(db).Where(entry => entry.At < end && entry.Payload != null)
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Payload, (string?)null), ct);
            db.Audit("audit.forgotten", nameof(AuditLog), count: count);
            return count;
        }, cancellationToken);
        await eraser.EraseAsync();
        return forgotten;
    }

    // What is the installation's is everybody's who may read the audit.
    private static IQueryable<AuditEntry> Seen(WorkspaceDbContext db)
    {
        var (own, none) = (db.Workspace, default(WorkspaceId));
        return db.Set<AuditEntry>().IgnoreQueryFilters().Where(entry => entry.WorkspaceId == own || entry.WorkspaceId == none);
    }

    private static IQueryable<AuditEntry> Fitting(WorkspaceDbContext db, AuditQuery query)
    {
        var entries = Seen(db);
        if (query.Topic is { } topic)
        {
            var actions = AuditActions.Of(topic);
            entries = entries.Where(entry => actions.Contains(entry.Action));
        }

        if (query.Kind is { } kind)
            entries = entries.Where(entry => entry.ActorKind == kind);
        if (query.UserId?.ToString() is { } user)
            entries = entries.Where(entry => entry.ActorKind == ActorKind.Person && entry.ActorId == user);
        if (query.Result is { } result)
            entries = entries.Where(entry => (entry.Refusal != null) == (result == AuditResult.Refused));
        if (query.From is { } from)
        {
            var first = DanishTime.StartOf(from);
            entries = entries.Where(entry => entry.At >= first);
        }

        if (query.To is { } to)
        {
            var after = DanishTime.StartOf(to.AddDays(1));
            entries = entries.Where(entry => entry.At < after);
        }

        return entries.OrderByDescending(entry => entry.Id);
    }

    private static AuditRow RowOf(AuditEntry entry)
    {
        var told = AuditPayload.Read(entry.Payload);
        return new(
            entry.Id, entry.At, entry.ActorKind, entry.ActorId, told?.Name, told?.Address, told?.Detail, entry.SessionId,
            entry.Action, entry.SubjectKind, entry.SubjectId, entry.Count, entry.Refusal, Convert.ToHexStringLower(entry.Hash));
    }
}
