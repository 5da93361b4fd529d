using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>
/// Has documents looked at: those on open pages every few seconds, all others round after round, and for all of it at most a third of
/// the requests that a system allows. Pushes and what people wait for go before.
/// </summary>
internal sealed partial class LookWorker(
    DocumentLooks looks, ShownInvoices shown, LookSoon soon, ConnectionOpener opener, IOptions<PushOptions> options, TimeProvider time,
    ILogger<LookWorker> logger) : BackgroundService
{
    /// <summary>How often it is seen to what is due.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private const double Share = 1 / 3d;
    private const double MostSaved = 5;
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    private readonly Dictionary<QueueId, Turn> turns = [];
    private DateTimeOffset queuesReadAt = DateTimeOffset.MinValue;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.LookInterval == Timeout.InfiniteTimeSpan)
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

    /// <summary>Does what is due now.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - queuesReadAt >= options.Value.LookInterval / 3)
        {
            queuesReadAt = now;
            var queues = await looks.QueuesAsync(cancellationToken);
            foreach (var gone in turns.Keys.Except(queues).ToList())
                turns.Remove(gone);
            foreach (var queue in queues.Except(turns.Keys).ToList())
                turns[queue] = new(now) { RoundAt = now + (options.Value.LookInterval / 2) };
        }

        foreach (var queue in soon.Queues())
            turns.TryAdd(queue, new(now) { RoundAt = now + options.Value.LookInterval });
        var pages = shown.Current();
        foreach (var (queue, turn) in turns)
        {
            if (turn.QuietUntil > now)
                continue;
            try
            {
                await RunAsync(queue, turn, [.. pages.Where(page => page.Workspace == queue.Workspace).SelectMany(page => page.Invoices)], cancellationToken);
            }
            catch (ApiException failure)
            {
                turn.QuietUntil = now + AfterTrouble;
                (turn.Shown, turn.All) = (null, null);
                Log.NotSeen(logger, queue.Connection, failure.Failure, failure.StatusCode);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One connection's trouble is not the others'.
                turn.QuietUntil = now + AfterTrouble;
                (turn.Shown, turn.All) = (null, null);
                Log.Failed(logger, fault);
            }
        }
    }

    private async Task RunAsync(QueueId queue, Turn turn, IReadOnlyCollection<Guid> onPages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (turn.Shown is null && onPages.Count > 0 && now >= turn.ShownAt)
        {
            turn.ShownAt = now + options.Value.LookAtShownInterval;
            turn.Shown = await looks.RoundOfAsync(queue, onPages, cancellationToken);
        }

        if (turn.All is null && now >= turn.RoundAt)
            turn.All = looks.NewRound();
        if (turn.Shown is null && turn.All is null && !soon.Queues().Contains(queue))
            return;
        var (opened, _) = await opener.OpenAsync(queue.Workspace, queue.Connection, cancellationToken);
        if (opened is null || opened.Connection.PauseAt(now) is not null)
        {
            turn.QuietUntil = now + AfterTrouble;
            soon.Drop(queue);
            return;
        }

        turn.Earn(now, opened.Access.Profile.RequestsPerSecond is > 0 and var rate ? rate * Share : double.MaxValue);
        while (soon.Queues().Contains(queue) && turn.MaySpend())
        {
            if (soon.TryTake(queue, out var document))
                await looks.LookAtAsync(queue, opened, document.Value.Invoice, document.Value.RemoteId, cancellationToken);
        }

        while (turn.Next() is { } round && turn.MaySpend())
        {
            await looks.StepAsync(queue, opened, round, cancellationToken);
            if (!round.IsOver)
                continue;
            if (round == turn.Shown)
                turn.Shown = null;
            else
                (turn.All, turn.RoundAt) = (null, time.GetUtcNow() + options.Value.LookInterval);
        }
    }

    /// <summary>How far a connection is, and what it may still ask.</summary>
    private sealed class Turn(DateTimeOffset since)
    {
        private DateTimeOffset earnedAt = since;
        private double saved = 1;

        public LookRound? Shown { get; set; }

        public LookRound? All { get; set; }

        private bool wasShown;

        /// <summary>In turn where there are both: what one page shows may span years, and must not keep the rest from being looked at.</summary>
        public LookRound? Next()
        {
            wasShown = !wasShown;
            return wasShown ? Shown ?? All : All ?? Shown;
        }

        public DateTimeOffset ShownAt { get; set; }

        public DateTimeOffset RoundAt { get; set; }

        public DateTimeOffset QuietUntil { get; set; }

        public void Earn(DateTimeOffset now, double perSecond)
        {
            saved = Math.Min(MostSaved, saved + Math.Max(0, (now - earnedAt).TotalSeconds) * perSecond);
            earnedAt = now;
        }

        public bool MaySpend()
        {
            if (saved < 1)
                return false;
            saved--;
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "What has become of the documents of connection {Connection} could not be looked at: {Failure} ({Status}). It is tried again.")]
        public static partial void NotSeen(ILogger logger, Guid connection, ApiFailure failure, int? status);

        [LoggerMessage(LogLevel.Error, "Looking at documents failed.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
