using System.Collections.Concurrent;
using PennaPay.Billy.Core.BillyApi;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Postings;

/// <summary>
/// What pages have read from Billy's books, kept for some minutes, so that looking twice does not cost the rate limit twice.
/// A push never reads from here: it looks for itself.
/// </summary>
public sealed class BookShelf(BillyClient billy, TimeProvider time)
{
    private readonly ConcurrentDictionary<WorkspaceId, Shelved> shelf = new();

    /// <summary>The workspace's books. Another token, or a test of the one there is, begins anew.</summary>
    internal BillyBooks Of(WorkspaceId workspace, BillyConnection connection)
    {
        var now = time.GetUtcNow();
        foreach (var (owner, old) in shelf)
        {
            if (owner != workspace && now - old.UsedAt > BillyBooks.Lifetime)
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
        (string? Organization, bool Sandbox, DateTimeOffset? ConnectedAt, DateTimeOffset? VerifiedAt) Stamp, BillyBooks Books, DateTimeOffset UsedAt);
}
