using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>How far a bulk push has come.</summary>
/// <param name="BatchId">Which.</param>
/// <param name="Connection">Where it goes.</param>
/// <param name="Total">How many pushes it has.</param>
/// <param name="Waiting">How many have not begun, or will be tried again.</param>
/// <param name="UnderWay">How many are being sent or cleared up.</param>
/// <param name="Done">How many are in the system.</param>
/// <param name="Failed">How many were refused or wait for a person.</param>
/// <param name="Cancelled">How many were taken back.</param>
/// <param name="StartedAt">When it was queued.</param>
/// <param name="TimeLeft">How long the rest takes at the speed so far; null before anything has ended, and while it holds.</param>
/// <param name="Hold">Why the queue holds still just now; null while it moves.</param>
public sealed record BatchProgress(
    Guid BatchId, Guid Connection, int Total, int Waiting, int UnderWay, int Done, int Failed, int Cancelled, DateTimeOffset StartedAt, TimeSpan? TimeLeft,
    QueuePause? Hold = null)
{
    /// <summary>Whether nothing more happens by itself.</summary>
    public bool HasEnded => Waiting + UnderWay == 0;
}
