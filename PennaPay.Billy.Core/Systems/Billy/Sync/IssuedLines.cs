using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The lines of Billy's invoices as ours. Pure.</summary>
/// <remarks>
/// A line that cannot stand here as it does there (none of something, a discount that is a surcharge) is one of its amount. An invoice
/// without lines has one of its total. Of one with more lines than ours can have, the last are added up, one for each VAT rate.
/// </remarks>
internal static class IssuedLines
{
    private const string Unnamed = "–";
    private const string Remaining = "Øvrige linjer";

    public static bool PricesIncludeVat(BillyInvoice invoice) => invoice.TaxMode == "incl";

    /// <param name="invoice">Whose lines.</param>
    /// <param name="stated">What it comes to.</param>
    /// <param name="isTurned">Whether what is taken back there is sold here.</param>
    /// <param name="vat">Which VAT a line has.</param>
    /// <param name="productName">The name of a product by its id.</param>
    public static List<InvoiceLine> Of(BillyInvoice invoice, Totals stated, bool isTurned, LineVat vat, Func<string?, string?> productName)
    {
        var isInclusive = PricesIncludeVat(invoice);
        IReadOnlyList<BillyInvoiceLine> lines = invoice.Lines.Count > 0 ? invoice.Lines : [Total(invoice, isInclusive)];
        var asWritten = Read(asAmounts: false);
        if (!Is(asWritten, stated, isInclusive) && Read(asAmounts: true) is var asAmounts && Is(asAmounts, stated, isInclusive))
            return asAmounts;
        return asWritten;

        List<InvoiceLine> Read(bool asAmounts) => Fit(
            [.. lines.Select(line => Turned(Line(line, asAmounts, productName, vat.Of(line, isInclusive)), isTurned))]);
    }

    private static InvoiceLine Line(
        BillyInvoiceLine line, bool asAmount, Func<string?, string?> productName, (VatTreatment Treatment, decimal Rate, string? Code) vat)
    {
        var (description, details) = Texts(line.Description, productName, line.ProductId);
        var read = new InvoiceLine
        {
            Id = Guid.CreateVersion7(), Description = description, Details = details,
            Quantity = line.Quantity ?? 1, UnitPrice = Math.Round(line.UnitPrice ?? line.Amount ?? 0, InvoiceRules.MaxDecimals),
            Vat = vat.Treatment, VatRate = vat.Rate, VatCode = vat.Code,
        };
        var fits = read.Quantity != 0 && !InvoiceRules.IsTooLarge(read.Quantity) && !InvoiceRules.IsTooLarge(read.UnitPrice);
        switch (line)
        {
            case { DiscountMode: "percent", DiscountValue: { } percent and not 0 }:
                read.DiscountPercent = percent;
                fits &= percent is > 0 and <= 100;
                break;
            case { DiscountMode: "cash", DiscountValue: { } cash and not 0 }:
                read.DiscountAmount = Money.Round(cash);
                fits &= cash > 0 && !InvoiceRules.IsTooLarge(read.DiscountAmount.Value);
                break;
        }

        if (!fits || asAmount && line.Amount is not null)
            SetAmount(read, line.Amount ?? (fits ? InvoiceTotals.LineAmount(read) : 0));
        return read;
    }

    private static void SetAmount(InvoiceLine line, decimal amount) =>
        (line.Quantity, line.UnitPrice, line.DiscountPercent, line.DiscountAmount) = (amount < 0 ? -1 : 1, Money.Round(Math.Abs(amount)), null, null);

    private static InvoiceLine Turned(InvoiceLine line, bool isTurned)
    {
        if (!isTurned)
            return line;
        // A discount in money cannot be turned with its line.
        if (line.DiscountAmount is not null)
            SetAmount(line, InvoiceTotals.LineAmount(line));
        line.Quantity = -line.Quantity;
        return line;
    }

    // The first line is what it is about. One that is too long for that is there to the end below.
    private static (string Description, string? Details) Texts(string? text, Func<string?, string?> productName, string? productId)
    {
        if (InputText.Block(text) is not { } block || InputText.Line(block.Split('\n', 2)[0]) is not { } first)
            return (InputText.Line(productName(productId)) ?? Unnamed, null);
        var details = first.Length > InvoiceRules.MaxDescription ? block : InputText.Block(block.Split('\n', 2).ElementAtOrDefault(1));
        return (OutsideText.Line(first, InvoiceRules.MaxDescription), OutsideText.Block(details, InvoiceRules.MaxText));
    }

    private static BillyInvoiceLine Total(BillyInvoice invoice, bool isInclusive)
    {
        var amount = isInclusive ? invoice.Gross : invoice.Amount;
        return new() { Description = invoice.LineDescription, UnitPrice = amount, Amount = amount, Tax = invoice.Tax };
    }

    private static List<InvoiceLine> Fit(List<InvoiceLine> lines)
    {
        if (lines.Count <= InvoiceRules.MaxLines)
            return lines;
        var kept = InvoiceRules.MaxLines - lines.Select(VatOf).Distinct().Count();
        return kept <= 0 ? lines :
        [
            .. lines.Take(kept),
            .. lines.Skip(kept).GroupBy(VatOf).Select(alike =>
            {
                var rest = new InvoiceLine { Id = Guid.CreateVersion7(), Description = Remaining, Vat = alike.Key.Vat, VatRate = alike.Key.VatRate, VatCode = alike.Key.VatCode };
                SetAmount(rest, alike.Sum(InvoiceTotals.LineAmount));
                return rest;
            }),
        ];
    }

    private static (VatTreatment Vat, decimal VatRate, string? VatCode) VatOf(InvoiceLine line) => (line.Vat, line.VatRate, line.VatCode);

    private static bool Is(List<InvoiceLine> lines, Totals stated, bool isInclusive) => InvoiceTotals.Of(lines, isInclusive) == stated;
}
