namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>What is sent to change a product: only what changes, and never its prices, for Billy would replace all of them.</summary>
internal sealed record ProductChangeRoot(ProductChangeBody Product);

internal sealed record ProductChangeBody(string? Name, string? Description, string? ProductNo, string? SuppliersProductNo, string? AccountId, bool? IsArchived)
{
    public static ProductChangeBody Of(ProductChange change) =>
        new(change.Name, change.Description, change.ProductNo, change.SuppliersProductNo, change.AccountId, change.IsArchived);
}

internal sealed record ProductPriceRoot(ProductPriceBody ProductPrice);

/// <summary>A price that is added to a product, or the new one of a currency that it has.</summary>
internal sealed record ProductPriceBody(string? ProductId, decimal UnitPrice, string? CurrencyId);
