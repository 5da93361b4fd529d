using PennaPay.Billy.Core.Access.Auditing;

namespace PennaPay.Billy.Tests.Access;

/// <summary>What an audit row says, without who and when.</summary>
internal sealed record Said(string Action, string SubjectKind, string? SubjectId = null, int? Count = null)
{
    public Said(string action, string subjectKind, Guid subjectId)
        : this(action, subjectKind, subjectId.ToString())
    {
    }

    public static Said Of(AuditEntry entry) => new(entry.Action, entry.SubjectKind, entry.SubjectId, entry.Count);
}
