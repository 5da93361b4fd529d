using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Audit;

/// <summary>Which entries to show, the newest first.</summary>
/// <param name="Topic">Only those about this.</param>
/// <param name="Kind">Only those of such an actor.</param>
/// <param name="UserId">Only those of this person.</param>
/// <param name="Result">Only those with this result.</param>
/// <param name="From">The first Danish day, included.</param>
/// <param name="To">The last Danish day, included.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many to return.</param>
public sealed record AuditQuery(
    AuditTopic? Topic = null,
    ActorKind? Kind = null,
    Guid? UserId = null,
    AuditResult? Result = null,
    DateOnly? From = null,
    DateOnly? To = null,
    int Skip = 0,
    int Take = 50);
