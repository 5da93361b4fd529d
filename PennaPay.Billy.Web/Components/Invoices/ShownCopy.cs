using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>How far an invoice is on its way, as a page knows it.</summary>
/// <param name="State">How far.</param>
/// <param name="RemoteId">The other system's id of the draft, while there is one.</param>
/// <param name="RemoteNumber">The number that the other system gave it.</param>
/// <param name="LatestFailure">Why the latest push failed, if it did.</param>
/// <param name="Organization">The account that it is about, where another was pushed to before; null where there is no doubt.</param>
public sealed record ShownCopy(CopyState State, string? RemoteId = null, string? RemoteNumber = null, Failure? LatestFailure = null, string? Organization = null)
{
    public static ShownCopy Of(Invoice? invoice) =>
        invoice is null ? new(CopyState.NotPushed) : new(invoice.CopyState, invoice.RemoteId, invoice.RemoteNumber);
}
