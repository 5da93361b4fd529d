using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>A line as the editor's form holds it.</summary>
public sealed class InvoiceLineForm
{
    private (string Code, VatTreatment Vat, decimal Rate)? received;

    /// <inheritdoc cref="InvoiceLine.Description"/>
    public string? Description { get; set; }

    /// <inheritdoc cref="InvoiceLine.Details"/>
    public string? Details { get; set; }

    /// <inheritdoc cref="InvoiceLine.Quantity"/>
    public decimal? Quantity { get; set; } = 1;

    /// <inheritdoc cref="InvoiceLine.Unit"/>
    public string? Unit { get; set; }

    /// <inheritdoc cref="InvoiceLine.UnitPrice"/>
    public decimal? UnitPrice { get; set; }

    /// <inheritdoc cref="InvoiceLine.DiscountPercent"/>
    public decimal? DiscountPercent { get; set; }

    /// <inheritdoc cref="InvoiceLine.DiscountAmount"/>
    public decimal? DiscountAmount { get; set; }

    /// <inheritdoc cref="InvoiceLine.Vat"/>
    public VatTreatment Vat { get; set; }

    /// <inheritdoc cref="InvoiceLine.VatRate"/>
    public decimal VatRate { get; set; } = VatRates.DanishStandard;

    /// <inheritdoc cref="InvoiceLine.AccountCode"/>
    public string? AccountCode { get; set; }

    /// <inheritdoc cref="InvoiceLine.ProductId"/>
    public Guid? ProductId { get; set; }

    /// <summary>The VAT code that the line came with, as long as treatment and rate are those that it came with.</summary>
    public string? VatCode => received is var (code, vat, rate) && (vat, rate) == (Vat, VatRate) ? code : null;

    /// <summary>What the line comes to without VAT; null while its numbers are absurd.</summary>
    public decimal? Net(bool pricesIncludeVat)
    {
        try
        {
            return InvoiceTotals.LineNet(ToLine(), pricesIncludeVat);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A form's line filled from a stored one.</summary>
    public static InvoiceLineForm From(InvoiceLine line) => new()
    {
        Description = line.Description,
        Details = line.Details,
        Quantity = line.Quantity,
        Unit = line.Unit,
        UnitPrice = line.UnitPrice,
        DiscountPercent = line.DiscountPercent,
        DiscountAmount = line.DiscountAmount,
        Vat = line.Vat,
        VatRate = line.VatRate,
        AccountCode = line.AccountCode,
        ProductId = line.ProductId,
        received = line.VatCode is { } code ? (code, line.Vat, line.VatRate) : null,
    };

    /// <summary>
    /// Fills the line of an invoice in this currency from a product, whose price has no VAT. Quantity and discount stay, and so
    /// does the price where the product has none in that currency.
    /// </summary>
    public void FillFrom(Product product, string? currency, bool pricesIncludeVat = false)
    {
        var price = product.PriceIn(currency);
        if (pricesIncludeVat && price is { } net)
            price = Math.Round(net * (100 + VatRates.Of(product.Vat)) / 100, InvoiceRules.MaxDecimals);
        ProductId = product.Id;
        Description = product.Name;
        Details = product.Details;
        Unit = product.Unit;
        UnitPrice = price ?? UnitPrice;
        (Vat, VatRate) = (product.Vat, VatRates.Of(product.Vat));
        AccountCode = product.AccountCode;
    }

    internal InvoiceLine ToLine() => new()
    {
        Id = Guid.CreateVersion7(),
        Description = InputText.Line(Description) ?? "",
        Details = InputText.Block(Details),
        Quantity = Quantity ?? 0,
        Unit = InputText.Line(Unit),
        UnitPrice = UnitPrice ?? 0,
        DiscountPercent = DiscountPercent is 0 ? null : DiscountPercent,
        DiscountAmount = DiscountAmount is 0 ? null : DiscountAmount,
        Vat = Vat,
        VatRate = VatRate,
        VatCode = VatCode,
        AccountCode = InputText.Line(AccountCode),
        ProductId = ProductId,
    };
}
