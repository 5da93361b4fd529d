using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>
/// The lines of Pennylane's invoices as ours. Pure. One that does not come to what Pennylane says, written out, is a line of that amount; an invoice without
/// lines has one of its total. Of one with more lines than ours can have, the last are one.
/// </summary>
internal static class PennylaneLines
{
    private const string Unnamed = "–";

    /// <param name="invoice">Whose lines.</param>
    /// <param name="stated">What it comes to.</param>
    /// <param name="sign">-1 for a credit note, whose amounts Pennylane writes negative.</param>
    public static List<InvoiceLine> Of(PennylaneInvoice invoice, Totals stated, int sign)
    {
        if (invoice.Lines.Count == 0)
            return [Total(invoice.Label, stated.Net, stated.Vat)];
        List<InvoiceLine> lines = [.. invoice.Lines.Take(InvoiceRules.MaxLines - 1).Select(line => Line(line, sign))];
        var rest = invoice.Lines.Skip(lines.Count).ToList();
        if (rest.Count == 1)
            lines.Add(Line(rest[0], sign));
        else if (rest.Count > 1)
            lines.Add(Total(null, Sum(rest, line => line.CurrencyAmountBeforeTax) * sign, Sum(rest, line => line.CurrencyTax) * sign));
        return lines;
    }

    private static InvoiceLine Line(PennylaneLine line, int sign)
    {
        var tax = line.CurrencyTax ?? line.Tax;
        var net = line.CurrencyAmountBeforeTax ?? line.CurrencyAmount - tax ?? line.Amount - tax ?? 0;
        var (treatment, rate) = VatOf(line.VatRate, net, tax);
        var read = new InvoiceLine
        {
            Id = Guid.CreateVersion7(),
            Description = OutsideText.Line(InputText.Line(line.Label) ?? InputText.Line(line.Description?.Split('\n')[0]) ?? Unnamed, InvoiceRules.MaxDescription),
            Details = OutsideText.Block(InputText.Block(line.Description), InvoiceRules.MaxText),
            Unit = OutsideText.Line(InputText.Line(line.Unit), InvoiceRules.MaxShortText),
            Vat = treatment, VatRate = rate, VatCode = OutsideText.Line(InputText.Line(line.VatRate), InvoiceRules.MaxShortText),
        };
        var amount = Money.Round(Bounded(net) * sign);
        if (!WriteOut(read, line, sign) || InvoiceTotals.LineAmount(read) != amount)
            (read.Quantity, read.UnitPrice, read.DiscountPercent, read.DiscountAmount) = (amount < 0 ? -1 : 1, Math.Abs(amount), null, null);
        return read;
    }

    // Whether quantity, price and discount can stand here as they stand there.
    private static bool WriteOut(InvoiceLine read, PennylaneLine line, int sign)
    {
        var (quantity, price) = (line.Quantity ?? 1, line.RawCurrencyUnitPrice ?? 0);
        if (price < 0)
            (quantity, price) = (-quantity, -price);
        (read.Quantity, read.UnitPrice) = (quantity * sign, price);
        switch (line.Discount)
        {
            case { Value: { } percent and not 0, Type: "relative" }:
                read.DiscountPercent = percent;
                break;
            case { Value: { } amount and not 0, Type: "absolute" }:
                read.DiscountAmount = Money.Round(Bounded(amount));
                break;
        }

        return quantity != 0 && !InvoiceRules.IsTooLarge(quantity) && !InvoiceRules.IsTooLarge(price) && read.DiscountPercent is null or (> 0 and <= 100)
            && read.DiscountAmount is null or > 0 && Math.Abs(quantity * price) <= Money.Largest;
    }

    private static InvoiceLine Total(string? label, decimal net, decimal vat)
    {
        var (amount, tax) = (Money.Round(Bounded(net)), Money.Round(Bounded(vat)));
        var rate = amount != 0 && VatCode.RateOf(null, amount, tax) is > 0 and <= 100 and var known ? known : 0;
        return new()
        {
            Id = Guid.CreateVersion7(), Description = OutsideText.Line(InputText.Line(label) ?? Unnamed, InvoiceRules.MaxDescription), Quantity = amount < 0 ? -1 : 1, UnitPrice = Math.Abs(amount),
            Vat = rate > 0 ? VatTreatment.Standard : VatTreatment.Exempt, VatRate = rate,
        };
    }

    // Whether goods or services were sold is not told; what is for both says goods, as most of it is.
    private static (VatTreatment Treatment, decimal Rate) VatOf(string? code, decimal net, decimal? tax)
    {
        var rate = VatCode.RateOf(code, net, tax) is > 0 and <= 100 and var known ? known : 0;
        return VatCode.KindOf(code) switch
        {
            _ when rate > 0 => (VatTreatment.Standard, rate),
            SaleUnderVat.Taxed => (VatTreatment.ZeroRated, 0),
            SaleUnderVat.OutsideEu => (VatTreatment.ExportGoods, 0),
            SaleUnderVat.WithinEu => (VatTreatment.EuGoods, 0),
            SaleUnderVat.CrossBorder => (VatTreatment.OutsideScope, 0),
            _ => (VatTreatment.Exempt, 0),
        };
    }

    private static decimal Sum(IEnumerable<PennylaneLine> lines, Func<PennylaneLine, decimal?> amount) => lines.Sum(line => Bounded(amount(line) ?? 0));

    private static decimal Bounded(decimal amount) => Math.Clamp(amount, -Money.Largest, Money.Largest);
}
