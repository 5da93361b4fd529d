using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push;

public readonly record struct QueueId(WorkspaceId Workspace, Guid Connection);
