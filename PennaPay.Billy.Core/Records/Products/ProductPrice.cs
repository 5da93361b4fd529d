using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>The price of a <see cref="Product"/> in one currency other than Danish kroner.</summary>
/// <param name="Currency">ISO 4217, in capitals.</param>
/// <param name="UnitPrice">Price of one, without VAT.</param>
public sealed record ProductPrice(string Currency, decimal UnitPrice)
{
    /// <summary>The price in a currency; null where there is none, for nothing is converted.</summary>
    /// <param name="own">The price in Danish kroner.</param>
    /// <param name="others">Those in other currencies.</param>
    /// <param name="currency">ISO 4217, in capitals.</param>
    internal static decimal? In(decimal? own, IReadOnlyList<ProductPrice> others, string? currency) =>
        currency == Currencies.DanishKrone ? own : others.FirstOrDefault(price => price.Currency == currency)?.UnitPrice;
}
