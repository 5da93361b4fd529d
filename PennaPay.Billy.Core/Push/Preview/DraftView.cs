using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>A draft as a person reads it: names instead of ids.</summary>
/// <param name="Contact">The contact's name.</param>
/// <param name="Type"><c>invoice</c> or <c>creditNote</c>.</param>
/// <param name="Reference">Our number, which Billy shows as the order number.</param>
/// <param name="InvoiceNo">The number that Billy is asked to use; null lets Billy number at approval.</param>
/// <param name="EntryDate">The date on the document.</param>
/// <param name="DueDate">The last day to pay; null leaves it to Billy.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Message">Text for the customer.</param>
/// <param name="Credits">The number of the invoice in Billy that a credit note credits.</param>
/// <param name="Lines">The lines in order.</param>
/// <param name="Totals">What it comes to.</param>
public sealed record DraftView(
    string Contact, string Type, string? Reference, string? InvoiceNo, DateOnly EntryDate, DateOnly? DueDate, string Currency,
    string? Message, string? Credits, IReadOnlyList<DraftViewLine> Lines, Totals Totals)
{
    internal static DraftView Of(NewDraftInvoice draft, string contact, string? credits, decimal gross, IReadOnlyList<PostingView> postings)
    {
        var isInclusive = draft.TaxMode == "incl";
        List<InvoiceLine> amounts = [.. draft.Lines.Zip(postings, AmountsOf)];
        var lines = draft.Lines.Zip(amounts, postings)
            .Select(line => DraftViewLine.Of(line.First, line.Second, InvoiceTotals.LineNet(line.Second, isInclusive), line.Third)).ToList();
        var net = InvoiceTotals.Of(amounts, isInclusive).Net;
        return new(
            contact, draft.Type, draft.OrderNo, draft.InvoiceNo, draft.EntryDate,
            draft.PaymentTermsDays is { } days ? draft.EntryDate.AddDays(days) : draft.DueDate,
            draft.CurrencyId, draft.ContactMessage, credits, lines, new(net, gross - net, gross));
    }

    private static InvoiceLine AmountsOf(NewDraftInvoiceLine line, PostingView posting) => new()
    {
        Quantity = line.Quantity, UnitPrice = line.UnitPrice, VatRate = posting.RatePercent ?? 0,
        DiscountPercent = line.DiscountMode == "percent" ? line.DiscountValue : null,
        DiscountAmount = line.DiscountMode == "cash" ? line.DiscountValue : null,
    };
}

/// <summary>A line of a <see cref="DraftView"/>.</summary>
public sealed record DraftViewLine(
    string Description, decimal Quantity, decimal UnitPrice, decimal? DiscountPercent, decimal? DiscountAmount, decimal Net, PostingView Posting)
{
    internal static DraftViewLine Of(NewDraftInvoiceLine line, InvoiceLine amounts, decimal net, PostingView posting) =>
        new(line.Description ?? "", line.Quantity, line.UnitPrice, amounts.DiscountPercent, amounts.DiscountAmount, net, posting);
}
