namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What is asked for: into which queue, what for, and by whom.</summary>
/// <param name="Queue">The connection that it goes to.</param>
/// <param name="Purpose">What is to be done there.</param>
/// <param name="Starter">Who wants it, and why.</param>
/// <param name="Batch">What many pushes that were asked for at once have in common.</param>
internal sealed record PushOrder(QueueId Queue, PushPurpose Purpose, PushStarter Starter, Guid? Batch = null);
