using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;

namespace PennaPay.Billy.Core.Storage.Auditing;

/// <summary>
/// Brings what an earlier version wrote into the chain, as it is found, and says in one more entry how much that was: the chain
/// tells nothing of what was done to it before.
/// </summary>
internal static class AuditSeal
{
    private const int AtOnce = 1000;

    public static async Task SealAsync(WorkspaceDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Nobody asks for a workspace here: there is one chain for all of them.
        var entries = db.Set<AuditEntry>().IgnoreQueryFilters().AsNoTracking().OrderBy(entry => entry.Id);
        if (await entries.FirstOrDefaultAsync(cancellationToken) is not { Hash.Length: 0 })
            return;
        await using var whole = await db.Database.BeginTransactionAsync(cancellationToken);
        var (tip, last) = (AuditTip.Beginning, 0L);
        while (await entries.Where(entry => entry.Id > last).Take(AtOnce).ToListAsync(cancellationToken) is { Count: > 0 } found)
        {
            foreach (var entry in found)
                tip = await SealAsync(db, tip, entry, cancellationToken);
            last = found[^1].Id;
        }

        await db.Database.ExecuteSqlAsync(SqliteAudit.GoOnAfter(tip.Number), cancellationToken);
        var trail = new AuditTrail(Actor.Clock(default, "upgrade"), now);
        trail.Say(new("audit.sealed", nameof(AuditEntry), Count: (int)tip.Number));
        db.AddRange(trail.Seal(tip));
        await db.SaveChangesAsync(cancellationToken);
        await whole.CommitAsync(cancellationToken);
    }

    private static async Task<AuditTip> SealAsync(WorkspaceDbContext db, AuditTip tip, AuditEntry old, CancellationToken cancellationToken)
    {
        var payload = AuditPayload.Write(AuditPayload.Read(old.Payload)?.Name, null, null);
        var entry = new AuditEntry
        {
            // Numbers without a gap from here on.
            Id = tip.Number + 1, WorkspaceId = old.WorkspaceId, At = old.At, ActorKind = old.ActorKind, ActorId = old.ActorId,
            Action = old.Action, SubjectKind = old.SubjectKind, SubjectId = old.SubjectId, Count = old.Count,
            Payload = payload, PayloadHash = AuditChain.HashOf(payload),
        };
        tip = AuditTip.After(tip, entry);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "AuditEntries" SET "Id" = {entry.Id}, "Payload" = {payload}, "PayloadHash" = {entry.PayloadHash}, "Hash" = {entry.Hash} WHERE "Id" = {old.Id}
            """, cancellationToken);
        return tip;
    }
}
