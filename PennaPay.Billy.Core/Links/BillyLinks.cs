using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Links;

/// <summary>The stored links between our records and Billy's.</summary>
public sealed class BillyLinks(Database database, TimeProvider time)
{
    // Compiled once, because every push asks it for its customer and for each kind of line.
    private readonly Func<WorkspaceDbContext, string, BillyLinkKind, string, CancellationToken, Task<string?>> linked = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, string organization, BillyLinkKind kind, string key, CancellationToken cancellationToken) => db.Set<BillyLink>()
            .Where(l => l.OrganizationId == organization && l.Kind == kind && l.LocalKey == key).Select(l => l.BillyId).FirstOrDefault());

    /// <summary>Billy's id of what is known to us by this key; null when it is not linked.</summary>
    public async Task<string?> FindAsync(
        WorkspaceId workspace, string organizationId, BillyLinkKind kind, string key, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await linked(db, organizationId, kind, key, cancellationToken);
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
