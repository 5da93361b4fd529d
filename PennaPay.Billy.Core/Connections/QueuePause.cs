namespace PennaPay.Billy.Core.Connections;

/// <summary>Pushes wait, and why.</summary>
/// <param name="Reason">What stopped them.</param>
/// <param name="Since">When they stopped.</param>
/// <param name="Until">When they go on by themselves; null when a person has to act.</param>
public sealed record QueuePause(Failure Reason, DateTimeOffset Since, DateTimeOffset? Until);
