using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>
/// How one attempt ended. The customer is that of the invoice as it is now, and is not read for an export. <c>Now</c> is what lists
/// show of the invoice, with the number that its document has got since; null where its document is another by now, or there is none.
/// </summary>
public sealed record HistoryRow(
    long Id,
    DateTimeOffset At,
    Guid PushId,
    Guid InvoiceId,
    string InvoiceNumber,
    PushCause Cause,
    string StartedBy,
    PushState State,
    Failure? Failure,
    string? RemoteId,
    Uri? Link,
    TimeSpan? Duration,
    int Attempt,
    string? CustomerName,
    CopyState? Now,
    string? NumberNow)
{
    /// <summary>Whether a person took a document in the system for ours: nothing was asked then, and amounts may differ.</summary>
    public bool IsAdopted => State == PushState.Succeeded && Duration is null;
}
