using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>A product as a form holds it: everything may be missing or wrong.</summary>
public sealed class ProductForm
{
    /// <summary>Null for a new product.</summary>
    public Guid? Id { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Version { get; set; }

    /// <inheritdoc cref="Product.Number"/>
    public string? Number { get; set; }

    /// <inheritdoc cref="Product.Name"/>
    public string? Name { get; set; }

    /// <inheritdoc cref="Product.Details"/>
    public string? Details { get; set; }

    /// <inheritdoc cref="Product.Unit"/>
    public string? Unit { get; set; }

    /// <inheritdoc cref="Product.UnitPrice"/>
    public decimal? UnitPrice { get; set; }

    /// <inheritdoc cref="Product.Prices"/>
    public List<ProductPriceForm> Prices { get; private set; } = [];

    /// <inheritdoc cref="Product.Vat"/>
    public VatTreatment Vat { get; set; }

    /// <inheritdoc cref="Product.AccountCode"/>
    public string? AccountCode { get; set; }

    /// <inheritdoc cref="Product.CustomValues"/>
    public Dictionary<string, string?> CustomValues { get; private set; } = [];

    /// <summary>A form filled from a stored product.</summary>
    public static ProductForm From(Product product) => new()
    {
        Id = product.Id,
        Version = product.Version,
        Number = product.Number,
        Name = product.Name,
        Details = product.Details,
        Unit = product.Unit,
        UnitPrice = product.UnitPrice,
        Prices = [.. product.Prices.Select(price => new ProductPriceForm { Currency = price.Currency, UnitPrice = price.UnitPrice })],
        Vat = product.Vat,
        AccountCode = product.AccountCode,
        CustomValues = product.CustomValues.ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
    };

    internal ProductForm Copy()
    {
        var copy = (ProductForm)MemberwiseClone();
        copy.Prices = Prices.ConvertAll(price => new ProductPriceForm { Currency = price.Currency, UnitPrice = price.UnitPrice });
        copy.CustomValues = new(CustomValues);
        return copy;
    }

    /// <summary>Writes the price in one currency over what it was; null takes it away.</summary>
    internal void SetPrice(string currency, decimal? unitPrice)
    {
        if (unitPrice is null)
            Prices.RemoveAll(price => price.Currency == currency);
        else if (Prices.Find(price => price.Currency == currency) is { } known)
            known.UnitPrice = unitPrice;
        else
            Prices.Add(new() { Currency = currency, UnitPrice = unitPrice });
    }

    /// <summary>Writes the form's values, tidied, into a product, but for those of the workspace's own fields.</summary>
    internal void CopyTo(Product product)
    {
        product.Number = InputText.Line(Number);
        product.Name = InputText.Line(Name) ?? "";
        product.Details = InputText.Block(Details);
        product.Unit = InputText.Line(Unit);
        product.UnitPrice = UnitPrice;
        product.Prices =
        [
            .. from price in Prices
               where price is { Currency: not null, UnitPrice: not null }
               orderby price.Currency
               select new ProductPrice(price.Currency!, price.UnitPrice!.Value),
        ];
        product.Vat = Enum.IsDefined(Vat) ? Vat : VatTreatment.Standard;
        product.AccountCode = InputText.Line(AccountCode);
        product.RefreshSearchText();
    }
}
