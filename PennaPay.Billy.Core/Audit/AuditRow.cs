using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Audit;

/// <summary>An entry of the audit.</summary>
/// <param name="Number">Its place in the chain of the installation; numbers that are missing here are of other workspaces.</param>
/// <param name="At">When.</param>
/// <param name="ActorKind">Of what kind who did it was.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="Name">What that one was called; null where it was taken away.</param>
/// <param name="Address">From where; null where it is not known or was taken away.</param>
/// <param name="Detail">A few words more, such as the browser; null where there are none or they were taken away.</param>
/// <param name="SessionId">In which session.</param>
/// <param name="Action">What happened; one of <see cref="AuditActions.All"/>.</param>
/// <param name="SubjectKind">To what.</param>
/// <param name="SubjectId">To which of them.</param>
/// <param name="Count">How many, or how often.</param>
/// <param name="Refusal">Why it came to nothing, as a code; null where it was done.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
public sealed record AuditRow(
    long Number, DateTimeOffset At, ActorKind ActorKind, string ActorId, string? Name, string? Address, string? Detail, Guid? SessionId,
    string Action, string SubjectKind, string? SubjectId, int? Count, string? Refusal, string Hash);
