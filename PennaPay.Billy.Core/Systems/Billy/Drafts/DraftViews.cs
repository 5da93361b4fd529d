using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Drafts of Billy's as a person reads them.</summary>
internal static class DraftViews
{
    public static DraftView Of(NewDraftInvoice draft, string contact, string? credits, decimal gross, IReadOnlyList<PostingView> postings)
    {
        var isInclusive = draft.TaxMode == "incl";
        List<InvoiceLine> amounts = [.. draft.Lines.Zip(postings, AmountsOf)];
        var lines = draft.Lines.Zip(amounts, postings)
            .Select(line => LineOf(line.First, line.Second, InvoiceTotals.LineNet(line.Second, isInclusive), line.Third)).ToList();
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

    private static DraftViewLine LineOf(NewDraftInvoiceLine line, InvoiceLine amounts, decimal net, PostingView posting) =>
        new(line.Description ?? "", line.Quantity, line.UnitPrice, amounts.DiscountPercent, amounts.DiscountAmount, net, posting);
}
