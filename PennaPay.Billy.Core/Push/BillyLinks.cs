using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Push;

/// <summary>The stored links between our records and Billy's.</summary>
public sealed class BillyLinks(Database database, TimeProvider time)
{
    /// <summary>The links of these keys that are known, by key.</summary>
    public async Task<Dictionary<string, string>> FindAsync(
        WorkspaceId workspace, string organizationId, BillyLinkKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<BillyLink>()
            .Where(l => l.OrganizationId == organizationId && l.Kind == kind && keys.Contains(l.LocalKey))
            .ToDictionaryAsync(l => l.LocalKey, l => l.BillyId, cancellationToken);
    }

    public Task RememberAsync(
        WorkspaceId workspace, string organizationId, BillyLinkKind kind, string key, string billyId, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var link = await db.Set<BillyLink>().FindAsync([workspace, organizationId, kind, key], ct);
            if (link is null)
                db.Add(link = new BillyLink { OrganizationId = organizationId, Kind = kind, LocalKey = key, BillyId = billyId });
            link.BillyId = billyId;
            link.LinkedAt = time.GetUtcNow();
        }, cancellationToken);

    /// <summary>Forgets links to records that Billy no longer has.</summary>
    public Task ForgetAsync(
        WorkspaceId workspace, string organizationId, IReadOnlyCollection<string> billyIds, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, ct) => db.Set<BillyLink>()
            .Where(l => l.OrganizationId == organizationId && billyIds.Contains(l.BillyId))
            .ExecuteDeleteAsync(ct), cancellationToken);
}
