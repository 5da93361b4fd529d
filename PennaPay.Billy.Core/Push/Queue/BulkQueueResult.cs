namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>What became of a selection.</summary>
/// <param name="BatchId">What the pushes have in common; <see cref="PushEvent.BatchId"/>.</param>
/// <param name="Queued">How many are on their way.</param>
/// <param name="AlreadyPresent">How many the system has already.</param>
/// <param name="AlreadyWaiting">How many were under way before.</param>
/// <param name="Refused">How many cannot be pushed as things are.</param>
/// <param name="Failure">Why the whole selection was refused, or the first refusal.</param>
public sealed record BulkQueueResult(Guid BatchId, int Queued, int AlreadyPresent, int AlreadyWaiting, int Refused, Failure? Failure);
