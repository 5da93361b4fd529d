using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// Holds a queue for a while where several answers in a row were unclear. One lost answer is bad luck; several mean that
/// something is wrong on the way, and more documents would be more doubts.
/// </summary>
internal sealed partial class UnclearHolds(PushLedger ledger, QueuePauses pauses, TimeProvider time, ILogger<UnclearHolds> logger)
{
    private const int Several = 3;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Call after a push ended without a clear answer.</summary>
    /// <param name="push">Which.</param>
    /// <param name="reason">What is known of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task HoldWhereSeveralAsync(LedgerEntry push, Failure? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ledger.CountUnclearAsync(new(push.WorkspaceId, push.ConnectionId), now - Window, cancellationToken) < Several)
            return;
        var why = reason ?? new Failure(FailureCodes.OutcomeUnknown);
        await pauses.PauseAsync(push.WorkspaceId, push.ConnectionId, why, now + Pause, cancellationToken);
        Log.Held(logger, push.ConnectionId, why.Code, now + Pause);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The queue of connection {Connection} holds still after several unclear answers ({Code}, until {Until}).")]
        public static partial void Held(ILogger logger, Guid connection, string code, DateTimeOffset until);
    }
}
