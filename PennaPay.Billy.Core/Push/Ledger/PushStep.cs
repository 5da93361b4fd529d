namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What the ledger is to say next.</summary>
/// <param name="State">The new state.</param>
/// <param name="DueAt">When a worker takes it up again; null when it has ended.</param>
/// <param name="Failure">Why, if something went wrong.</param>
/// <param name="Hold">Whether the connection's queue holds still as well.</param>
/// <param name="IsTrouble">Whether this was a passing failure, which patience is counted against.</param>
/// <param name="IsUnclear">Whether a request ended without a clear answer; an interruption of our own is none.</param>
public sealed record PushStep(
    PushState State, DateTimeOffset? DueAt, Failure? Failure = null, QueueHold? Hold = null, bool IsTrouble = false,
    bool IsUnclear = false);

/// <summary>How long a whole queue holds still.</summary>
/// <param name="Until">Null: until the connection was tested with success.</param>
public sealed record QueueHold(DateTimeOffset? Until);
