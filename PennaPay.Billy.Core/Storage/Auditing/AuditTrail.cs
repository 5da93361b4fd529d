using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;

namespace PennaPay.Billy.Core.Storage.Auditing;

/// <summary>What one attempt at a change says of itself. It ends with the attempt, so that a repeated one says it anew.</summary>
internal sealed class AuditTrail(Actor actor, DateTimeOffset at)
{
    private readonly List<AuditNote> notes = [];

    public Actor Actor => actor;

    public bool IsEmpty => notes.Count == 0;

    /// <summary>Whether a row was written, so that there is something to be said.</summary>
    public bool HasChanges { get; set; }

    public void Say(AuditNote note) => notes.Add(note);

    /// <summary>What was said, as the entries that follow <paramref name="tip"/>.</summary>
    public IReadOnlyList<AuditEntry> Seal(AuditTip tip) => notes.ConvertAll(note =>
    {
        var payload = AuditPayload.Write(actor.Name, actor.Address, note.Detail);
        var entry = new AuditEntry
        {
            Id = tip.Number + 1,
            WorkspaceId = actor.Workspace,
            At = at,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            SessionId = actor.Session,
            Action = note.Action,
            SubjectKind = note.SubjectKind,
            SubjectId = note.SubjectId,
            Count = note.Count,
            Refusal = note.Refusal,
            Payload = payload,
            PayloadHash = AuditChain.HashOf(payload),
        };
        tip = AuditTip.After(tip, entry);
        return entry;
    });
}
