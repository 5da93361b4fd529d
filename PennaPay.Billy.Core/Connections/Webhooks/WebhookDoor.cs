using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Lets calls of systems in, by the secret in the address.</summary>
public sealed class WebhookDoor(Database database, IEnumerable<IWebhookReceiver> receivers, TimeProvider time)
{
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Gives a call to its system. An address that nobody has takes the same work as any other until then.</summary>
    /// <param name="secret">The secret part of the address that was called.</param>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="header">What a head of the request says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WebhookReply> ReceiveAsync(string secret, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not var (webhook, connection) || receivers.FirstOrDefault(one => one.System == connection.System) is not { } receiver)
            return WebhookReply.Unknown;
        var reply = await receiver.ReceiveAsync(new() { Webhook = webhook, Connection = connection, Body = body, Header = header }, cancellationToken);
        if (reply == WebhookReply.Taken)
            await NoteAsync(webhook, cancellationToken);
        return reply;
    }

    // Whoever calls says no workspace, so that all of them are searched; by a hash, so that how long it takes tells nothing of the secret.
    private async Task<(Webhook Webhook, Connection Connection)?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = WebhookAddress.HashOf(secret);
        await using var db = database.Read(default);
        var found = await db.Set<Webhook>().IgnoreQueryFilters().Where(webhook => webhook.AddressHash == hash)
            .Join(
                db.Set<Connection>().IgnoreQueryFilters().Where(connection => connection.Secret != null && connection.ReplacedAt == null),
                webhook => new { webhook.WorkspaceId, Id = webhook.ConnectionId }, connection => new { connection.WorkspaceId, connection.Id },
                (webhook, connection) => new { Webhook = webhook, Connection = connection })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Webhook, found.Connection);
    }

    // Once a minute: a thousand calls are one write.
    private async Task NoteAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - NotedEvery;
        if (webhook.CalledAt > before)
            return;
        var actor = Actor.Clock(webhook.WorkspaceId, "webhook");
        await database.WriteAsync(actor, Permission.Synchronize, (db, ct) => db.Set<Webhook>()
            .Where(row => row.Id == webhook.Id && (row.CalledAt == null || row.CalledAt <= before)).ExecuteUpdateAsync(update => update.SetProperty(row => row.CalledAt, now), ct), cancellationToken);
    }
}
