using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// A connection, its settings or its pause changed. It says no more than that, because two changes may be told in the
/// other order than they were made in: read it again.
/// </summary>
public sealed record ConnectionChanged(WorkspaceId Workspace, Guid Connection);
