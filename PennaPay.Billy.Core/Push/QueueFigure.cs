namespace PennaPay.Billy.Core.Push;

/// <summary>What a system's queues hold, all workspaces' together.</summary>
/// <param name="System">The <see cref="Connections.ExternalSystem.Id"/> of the system.</param>
/// <param name="State">One of <see cref="PushStates.Open"/>.</param>
/// <param name="Pushes">How many are in that state.</param>
/// <param name="Oldest">When the first of them was queued; null when there is none.</param>
internal sealed record QueueFigure(string System, PushState State, int Pushes, DateTimeOffset? Oldest);
