using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>
/// Has systems call us where this program knows its own public address, and no more once an account is disconnected. Each address is stored before the system is
/// told of it, so that one of which the answer was lost is found there again, and no account has two.
/// </summary>
internal sealed partial class WebhookKeeper(
    Database database, ConnectionOpener opener, SecretVault vault, IEnumerable<IWebhookMaker> makers, IOptions<PublicAddress> address, TimeProvider time, ILogger<WebhookKeeper> logger) : IDisconnecting
{
    private const string Job = "webhook";

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);

    // A secret that is sent to the address comes at once or never; without it no call is believed.
    private static readonly TimeSpan LongestForSecret = TimeSpan.FromHours(1);

    /// <summary>Sees to one account: what is missing is made. A system that does not answer is asked again at the next time.</summary>
    public async Task EnsureAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        if (address.Value.Root is not { } root || (await opener.OpenAsync(workspace, connection, cancellationToken)).Opened is not { } opened
            || MakerOf(opened.Connection) is not { } maker || !maker.MayCall(root))
            return;
        var rows = await RowsAsync(workspace, connection, cancellationToken);
        try
        {
            IReadOnlyList<ListedWebhook>? there = null;
            foreach (var name in maker.Names)
            {
                var row = rows.Find(known => known.Name == name);
                if (row is { RemoteId: not null } && (!maker.Signs || row.Secret is not null || time.GetUtcNow() - row.CreatedAt < LongestForSecret))
                    continue;
                if (row is not null)
                {
                    there ??= await maker.ListAsync(opened, cancellationToken);
                    if (await FoundAgainAsync(opened, maker, row, there, cancellationToken))
                        continue;
                }

                await MakeAsync(opened, maker, name, root, cancellationToken);
            }
        }
        catch (ApiException failure)
        {
            Log.NotMade(logger, opened.Connection.System, connection, failure.Failure);
        }
    }

    /// <inheritdoc />
    public async Task DisconnectingAsync(Connection connection, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(connection.WorkspaceId, connection.Id, cancellationToken);
        if (rows.Count == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestFarewell);
        try
        {
            if (MakerOf(connection) is { } maker && opener.Open(connection).Opened is { } opened)
                await TakeAwayAsync(opened.Urgently(), maker, rows, patience.Token);
        }
        catch (Exception failure) when (failure is ApiException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // What is called from now on is nobody's address.
            Log.NotTakenAway(logger, connection.System, connection.Id, failure.GetType().Name);
        }

        foreach (var row in rows)
            await ForgetAsync(row, cancellationToken);
    }

    // One that cannot be taken away does not keep the others.
    private static async Task TakeAwayAsync(OpenedConnection opened, IWebhookMaker maker, List<Webhook> rows, CancellationToken cancellationToken)
    {
        ApiException? failure = null;
        var there = rows.TrueForAll(row => row.RemoteId is not null) ? [] : await maker.ListAsync(opened, cancellationToken);
        foreach (var row in rows)
        {
            try
            {
                if ((row.RemoteId ?? there.FirstOrDefault(known => known.AddressHash == row.AddressHash)?.RemoteId) is { } remote)
                    await maker.RemoveAsync(opened, remote, cancellationToken);
            }
            catch (ApiException exception)
            {
                failure ??= exception;
            }
        }

        if (failure is not null)
            throw failure;
    }

    // Whether it is there, and can be used; else it is gone afterwards on both sides.
    private async Task<bool> FoundAgainAsync(OpenedConnection opened, IWebhookMaker maker, Webhook row, IReadOnlyList<ListedWebhook> there, CancellationToken cancellationToken)
    {
        var known = there.FirstOrDefault(listed => listed.AddressHash == row.AddressHash);
        if (known is { RemoteId: { } remote })
        {
            if (!maker.Signs || row.Secret is not null)
            {
                await ChangeAsync(row, stored => stored.RemoteId = remote, cancellationToken);
                return true;
            }

            // Its secret is told once, and was lost with the answer.
            await maker.RemoveAsync(opened, remote, cancellationToken);
        }

        await ForgetAsync(row, cancellationToken);
        return false;
    }

    private async Task MakeAsync(OpenedConnection opened, IWebhookMaker maker, string name, Uri root, CancellationToken cancellationToken)
    {
        var secret = WebhookAddress.NewSecret();
        var now = time.GetUtcNow();
        var row = new Webhook
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = opened.Connection.WorkspaceId, ConnectionId = opened.Connection.Id, Name = name, AddressHash = WebhookAddress.HashOf(secret), CreatedAt = now,
        };
        await database.WriteAsync(Actor.Clock(row.WorkspaceId, Job), Permission.Synchronize, (db, _) =>
        {
            db.Add(row);
            db.Audit("webhook.made", nameof(Connection), row.ConnectionId);
            return Task.CompletedTask;
        }, cancellationToken);
        CrashPoint.Reach("webhook.before-made");
        var made = await maker.MakeAsync(opened, name, WebhookAddress.Of(root, secret), cancellationToken);
        CrashPoint.Reach("webhook.after-made");
        if (made is null)
        {
            Log.NotMade(logger, opened.Connection.System, row.ConnectionId, ApiFailure.Invalid);
            await ForgetAsync(row, cancellationToken);
            return;
        }

        var signing = made.Secret is { } told ? vault.Protect(row.WorkspaceId, row.ConnectionId, Encoding.UTF8.GetBytes(told.Reveal())) : null;
        await ChangeAsync(row, stored => (stored.RemoteId, stored.Secret) = (made.RemoteId, stored.Secret ?? signing), cancellationToken);
    }

    private async Task<List<Webhook>> RowsAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Webhook>().Where(row => row.ConnectionId == connection).ToListAsync(cancellationToken);
    }

    private Task ChangeAsync(Webhook row, Action<Webhook> change, CancellationToken cancellationToken) => database.WriteAsync(Actor.Clock(row.WorkspaceId, Job), Permission.Synchronize, async (db, ct) =>
    {
        if (await db.Set<Webhook>().AsTracking().FirstOrDefaultAsync(stored => stored.Id == row.Id, ct) is not { } stored)
            return;
        change(stored);
        db.Audit("webhook.made", nameof(Connection), row.ConnectionId);
    }, cancellationToken);

    private Task ForgetAsync(Webhook row, CancellationToken cancellationToken) => database.WriteAsync(Actor.Clock(row.WorkspaceId, Job), Permission.Synchronize, async (db, ct) =>
    {
        await db.Set<Webhook>().Where(stored => stored.Id == row.Id).ExecuteDeleteAsync(ct);
        db.Audit("webhook.removed", nameof(Connection), row.ConnectionId);
    }, cancellationToken);

    private IWebhookMaker? MakerOf(Connection connection) => makers.FirstOrDefault(maker => maker.System == connection.System);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{System} could not be asked to call for connection {Connection}: {Failure}. It is tried again; until then it is only looked at by the clock.")]
        public static partial void NotMade(ILogger logger, string system, Guid connection, ApiFailure failure);

        [LoggerMessage(LogLevel.Warning, "{System} could not be told not to call any more for connection {Connection}: {Fault}.")]
        public static partial void NotTakenAway(ILogger logger, string system, Guid connection, string fault);
    }
}
