using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Auditing;

namespace PennaPay.Billy.Core.Audit;

/// <summary>Looks through the chain of the audit.</summary>
public sealed class AuditCheck(Database database)
{
    /// <summary>Computes every hash anew, and notes in the audit what came of it.</summary>
    /// <exception cref="NotPermittedException">The actor may not read the audit.</exception>
    public async Task<AuditVerdict> VerifyAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ReadAudit);
        var verdict = await LookThroughAsync(cancellationToken);
        var note = verdict is AuditVerdict.Broken broken
            ? new AuditNote("audit.verified", nameof(AuditEntry), $"{broken.Number}", Refusal: $"audit_{broken.Fault}".ToLowerInvariant())
            : new AuditNote("audit.verified", nameof(AuditEntry));
        await database.WriteAsync(actor, Permission.ReadAudit, (db, _) =>
        {
            db.Audit(note);
            return Task.CompletedTask;
        }, cancellationToken);
        return verdict;
    }

    private async Task<AuditVerdict> LookThroughAsync(CancellationToken cancellationToken)
    {
        // There is one chain for all workspaces. Of others nothing is told but numbers.
        await using var db = database.Read(default);
        // Asked first: what is written meanwhile must not look cut off.
        var last = Math.Max(database.LastAudited, await db.Database.SqlQuery<long>(SqliteAudit.LastGiven).SingleAsync(cancellationToken));
        var (tip, since) = (AuditTip.Beginning, (DateTimeOffset?)null);
        await foreach (var entry in db.Set<AuditEntry>().IgnoreQueryFilters().OrderBy(entry => entry.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Id != tip.Number + 1)
                return new AuditVerdict.Broken(tip.Number + 1, AuditFault.Missing);
            if (!Fits(tip, entry))
                return new AuditVerdict.Broken(entry.Id, AuditFault.Changed);
            tip = new(entry.Id, entry.Hash);
            since ??= entry.At;
        }

        return last > tip.Number
            ? new AuditVerdict.Broken(tip.Number + 1, AuditFault.CutOff)
            : new AuditVerdict.Whole(tip.Number, since, Convert.ToHexStringLower(tip.Hash));
    }

    private static bool Fits(AuditTip tip, AuditEntry entry) =>
        (entry.Payload is null || AuditChain.HashOf(entry.Payload).AsSpan().SequenceEqual(entry.PayloadHash))
        && AuditChain.HashOf(tip.Hash, entry).AsSpan().SequenceEqual(entry.Hash);
}
