using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push;

/// <summary>The queue of one connection.</summary>
public readonly record struct QueueId(WorkspaceId Workspace, Guid Connection);
