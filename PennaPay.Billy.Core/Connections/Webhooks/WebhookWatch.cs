using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Sees to it, every ten minutes, that the systems of connected accounts call us.</summary>
internal sealed partial class WebhookWatch(
    Database database, WebhookKeeper keeper, IEnumerable<IWebhookMaker> makers, IOptions<PublicAddress> address, TimeProvider time, ILogger<WebhookWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (address.Value.Root is null)
            return;
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, fault);
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (workspace, connection) in await ConnectedAsync(cancellationToken))
            await keeper.EnsureAsync(workspace, connection, cancellationToken);
    }

    private async Task<IReadOnlyList<(WorkspaceId Workspace, Guid Connection)>> ConnectedAsync(CancellationToken cancellationToken)
    {
        var systems = makers.Select(maker => maker.System).ToList();
        await using var db = database.Read(default);
        var found = await db.Set<Connection>().IgnoreQueryFilters()
            .Where(connection => connection.Secret != null && connection.ReplacedAt == null && connection.FailureCode == null && systems.Contains(connection.System))
            .Select(connection => new { connection.WorkspaceId, connection.Id }).ToListAsync(cancellationToken);
        return found.ConvertAll(one => (one.WorkspaceId, one.Id));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Seeing to what systems call failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
