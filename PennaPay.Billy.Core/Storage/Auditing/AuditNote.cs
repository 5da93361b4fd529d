namespace PennaPay.Billy.Core.Storage.Auditing;

/// <summary>What is to be said of a change, or of a try that came to nothing.</summary>
/// <param name="Action">A subject and a verb, such as <c>invoice.saved</c>; at most 60 characters.</param>
/// <param name="SubjectKind">The name of the type of what it happened to.</param>
/// <param name="SubjectId">Which one; null when it is many or the only one. At most 100 characters.</param>
/// <param name="Count">How many, when it is many.</param>
/// <param name="Refusal">Why it came to nothing, as a code of at most 60 characters; null where it was done.</param>
/// <param name="Detail">A few words that tell of a person, such as the browser; they can be taken away later.</param>
public sealed record AuditNote(
    string Action, string SubjectKind, string? SubjectId = null, int? Count = null, string? Refusal = null, string? Detail = null);
