namespace PennaPay.Billy.Core.Push.History;

/// <summary>Which outcomes to show, the newest first.</summary>
/// <param name="Search">Part of an invoice number or of the document's id, or what the system said.</param>
/// <param name="InvoiceId">Only this invoice's.</param>
/// <param name="State">Only those that ended so.</param>
/// <param name="Cause">Only those that were started so.</param>
/// <param name="From">The first Danish day, included.</param>
/// <param name="To">The last Danish day, included.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many to return.</param>
public sealed record HistoryQuery(
    string? Search = null,
    Guid? InvoiceId = null,
    PushState? State = null,
    PushCause? Cause = null,
    DateOnly? From = null,
    DateOnly? To = null,
    int Skip = 0,
    int Take = 50);
