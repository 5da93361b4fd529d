using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>One push as it stands, and every step that led there, the oldest first.</summary>
public sealed record PushTimeline(
    Guid PushId,
    Guid InvoiceId,
    string InvoiceNumber,
    int Revision,
    PushState State,
    PushCause Cause,
    string StartedBy,
    int Attempt,
    DateTimeOffset QueuedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? DueAt,
    string? Key,
    string AccountId,
    string? AccountName,
    string? RemoteId,
    Uri? Link,
    Failure? Failure,
    IReadOnlyList<TimelineStep> Steps)
{
    internal static PushTimeline Of(LedgerEntry push, Connection connection, IEnumerable<PushHistoryEntry> steps, Uri? link) => new(
        push.Id, push.InvoiceId, push.InvoiceNumber, push.Revision, push.State, push.Cause, push.StartedBy, push.Attempt,
        push.QueuedAt, push.SentAt, push.EndedAt, push.DueAt, push.Key, connection.AccountId, connection.AccountName, push.RemoteId, link, push.Failure,
        [.. steps.Select(TimelineStep.Of)]);
}
