using System.Collections.Concurrent;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>
/// What pages have read from Billy's books, kept for some minutes, so that looking twice does not cost the rate limit twice.
/// A push never reads from here: it looks for itself.
/// </summary>
public sealed class OrganizationReaders(BillyReader billy, ConnectionStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    /// <summary>The connection's books. Another token, or a test of the one there is, begins anew.</summary>
    internal OrganizationReader Of(Connection connection)
    {
        var now = time.GetTimestamp();
        foreach (var (owner, old) in kept)
        {
            if (owner != connection.Id && time.GetElapsedTime(old.UsedAt, now) > OrganizationReader.Lifetime)
                kept.TryRemove(new(owner, old));
        }

        var stamp = (connection.ConnectedAt, connection.VerifiedAt);
        return kept.AddOrUpdate(
            connection.Id,
            _ => new(stamp, new(billy, time), now),
            (_, known) => known.Stamp == stamp ? known with { UsedAt = now } : new(stamp, new(billy, time), now)).Books;
    }

    /// <summary>Forgets the books of a workspace's organisation, for somebody who has just changed something in Billy.</summary>
    public async Task ForgetAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (await store.CurrentAsync(workspace, BillySystem.SystemId, cancellationToken) is { } connection)
            kept.TryRemove(connection.Id, out _);
    }

    private sealed record Kept(
        (DateTimeOffset? ConnectedAt, DateTimeOffset? VerifiedAt) Stamp, OrganizationReader Books, long UsedAt);
}
