namespace PennaPay.Billy.Core.Records.Products;

/// <summary>A <see cref="ProductPrice"/> as a form holds it.</summary>
public sealed class ProductPriceForm
{
    /// <inheritdoc cref="ProductPrice.Currency"/>
    public string? Currency { get; set; }

    /// <inheritdoc cref="ProductPrice.UnitPrice"/>
    public decimal? UnitPrice { get; set; }
}
