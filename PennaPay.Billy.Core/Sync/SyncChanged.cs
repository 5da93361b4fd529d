using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync;

/// <summary>A run began, went on or ended, or something was asked or answered. It says no more: read it again.</summary>
public sealed record SyncChanged(WorkspaceId Workspace, Guid Connection, Guid? Run);
