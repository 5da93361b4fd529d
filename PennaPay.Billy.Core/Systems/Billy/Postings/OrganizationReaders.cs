using System.Collections.Concurrent;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>
/// What pages have read from Billy's books, kept for some minutes, so that looking twice does not cost the rate limit twice.
/// A push never reads from here: it looks for itself.
/// </summary>
public sealed class OrganizationReaders(BillyReader billy, TimeProvider time)
{
    private readonly ConcurrentDictionary<WorkspaceId, Shelved> shelf = new();

    /// <summary>The workspace's books. Another token, or a test of the one there is, begins anew.</summary>
    internal OrganizationReader Of(WorkspaceId workspace, Connection connection)
    {
        var now = time.GetUtcNow();
        foreach (var (owner, old) in shelf)
        {
            if (owner != workspace && now - old.UsedAt > OrganizationReader.Lifetime)
                shelf.TryRemove(new(owner, old));
        }

        var stamp = (connection.OrganizationId, connection.UsesSandbox, connection.ConnectedAt, connection.LastVerifiedAt);
        return shelf.AddOrUpdate(
            workspace,
            _ => new(stamp, new(billy, time), now),
            (_, known) => known.Stamp == stamp ? known with { UsedAt = now } : new(stamp, new(billy, time), now)).Books;
    }

    /// <summary>Forgets a workspace's books, for somebody who has just changed something in Billy.</summary>
    public void Forget(WorkspaceId workspace) => shelf.TryRemove(workspace, out _);

    private sealed record Shelved(
        (string? Organization, bool Sandbox, DateTimeOffset? ConnectedAt, DateTimeOffset? VerifiedAt) Stamp, OrganizationReader Books, DateTimeOffset UsedAt);
}
