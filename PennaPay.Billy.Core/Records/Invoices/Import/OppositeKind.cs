using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// Turns a document that asks for less than nothing into one of the other kind, whose amounts are positive: an invoice into a credit
/// note, and the other way round.
/// </summary>
internal static class OppositeKind
{
    public static IncomingInvoice Of(IncomingInvoice incoming)
    {
        var invoice = incoming.Invoice;
        var turned = new Invoice
        {
            Id = invoice.Id,
            Kind = invoice.Kind == InvoiceKind.Invoice ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
            Number = invoice.Number,
            IssueDate = invoice.IssueDate,
            DueDate = invoice.DueDate,
            Currency = invoice.Currency,
            PricesIncludeVat = invoice.PricesIncludeVat,
            Message = invoice.Message,
            OrderReference = invoice.OrderReference,
            Status = invoice.Status,
            Origin = invoice.Origin,
            OriginId = invoice.OriginId,
            Prepaid = -invoice.Prepaid,
            PayableRounding = -invoice.PayableRounding,
            CreditedInvoiceNumber = invoice.Kind == InvoiceKind.Invoice ? invoice.CreditedInvoiceNumber : null,
        };
        turned.Lines.AddRange(invoice.Lines.SelectMany(Lines));
        return incoming with { Invoice = turned, Stated = incoming.Stated is { } stated ? new(-stated.Net, -stated.Vat, -stated.Gross) : null };
    }

    /// <summary>The line; and one more for a discount as an amount, which cannot be less than nothing.</summary>
    private static IEnumerable<InvoiceLine> Lines(InvoiceLine line)
    {
        var turned = Copy(line);
        turned.DiscountPercent = line.DiscountPercent;
        (turned.Quantity, turned.UnitPrice) = line.UnitPrice < 0 ? (line.Quantity, -line.UnitPrice) : (-line.Quantity, line.UnitPrice);
        yield return turned;
        if (line.DiscountAmount is { } discount and not 0)
        {
            var taken = Copy(line);
            (taken.Quantity, taken.UnitPrice, taken.Unit, taken.Details) = (1, discount, null, null);
            yield return taken;
        }
    }

    private static InvoiceLine Copy(InvoiceLine line) => new()
    {
        Id = Guid.CreateVersion7(), Description = line.Description, Details = line.Details, Unit = line.Unit,
        Vat = line.Vat, VatRate = line.VatRate, VatCode = line.VatCode, AccountCode = line.AccountCode,
    };
}
