using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Storage;

/// <summary>What one attempt at a change says of itself. It ends with the attempt, so that a repeated one says it anew.</summary>
internal sealed class AuditTrail(Actor actor, DateTimeOffset at)
{
    private readonly List<AuditEntry> entries = [];

    public Actor Actor => actor;

    public IReadOnlyList<AuditEntry> Entries => entries;

    /// <summary>Whether a row was written, so that there is something to be said.</summary>
    public bool HasChanges { get; set; }

    public void Say(string action, string subjectKind, string? subjectId, int? count) => entries.Add(new AuditEntry
    {
        WorkspaceId = actor.Workspace,
        At = at,
        ActorKind = actor.Kind,
        ActorId = actor.Id,
        ActorName = actor.Name,
        Action = action,
        SubjectKind = subjectKind,
        SubjectId = subjectId,
        Count = count,
    });
}
