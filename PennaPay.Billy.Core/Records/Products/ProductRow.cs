using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>One product as the list and the invoice's lines show it.</summary>
public sealed record ProductRow(
    Guid Id, string? Number, string Name, string? Unit, decimal? UnitPrice, VatTreatment Vat, string? AccountCode,
    IReadOnlyList<ProductPrice> Prices)
{
    /// <inheritdoc cref="ProductPrice.In"/>
    public decimal? PriceIn(string? currency) => ProductPrice.In(UnitPrice, Prices, currency);
}
