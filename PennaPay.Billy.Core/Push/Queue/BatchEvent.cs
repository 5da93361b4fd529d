using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>
/// A batch was queued or taken back as a whole; told once after the commit, instead of a <see cref="PushEvent"/> for each
/// of its pushes.
/// </summary>
public sealed record BatchEvent(WorkspaceId Workspace, Guid BatchId, DateTimeOffset At);
