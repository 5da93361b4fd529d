namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>A product to create. Without an account or a ruleset Billy takes the organisation's defaults.</summary>
internal sealed record NewProduct
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? ProductNo { get; init; }
    public string? SuppliersProductNo { get; init; }
    public string? AccountId { get; init; }
    public string? SalesTaxRulesetId { get; init; }
    public IReadOnlyList<NewProductPrice> Prices { get; init; } = [];
}

/// <summary>The price of a <see cref="NewProduct"/> in one currency.</summary>
internal sealed record NewProductPrice(decimal UnitPrice, string CurrencyId);

/// <summary>What changes in a product: null leaves a property as it is, an empty text empties it. Prices are records of their own.</summary>
internal sealed record ProductChange
{
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? ProductNo { get; init; }
    public string? SuppliersProductNo { get; init; }
    public string? AccountId { get; init; }
    public bool? IsArchived { get; init; }
}
