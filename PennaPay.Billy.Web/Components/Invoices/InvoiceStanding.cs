using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Invoices;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>How far an invoice is on its way to Billy, as a page knows it.</summary>
/// <param name="State">How far.</param>
/// <param name="BillyInvoiceId">Billy's id of the draft, while there is one.</param>
/// <param name="LatestFailure">Why the latest push failed, if it did.</param>
public sealed record InvoiceStanding(BillyState State, string? BillyInvoiceId = null, Failure? LatestFailure = null)
{
    public static InvoiceStanding Of(Invoice? invoice) =>
        invoice is null ? new(BillyState.NotPushed) : new(invoice.BillyState, invoice.BillyInvoiceId);
}
