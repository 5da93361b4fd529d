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

    /// <inheritdoc cref="Product.Vat"/>
    public VatTreatment Vat { get; set; }

    /// <inheritdoc cref="Product.AccountCode"/>
    public string? AccountCode { get; set; }

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
        Vat = product.Vat,
        AccountCode = product.AccountCode,
    };

    internal ProductForm Copy() => (ProductForm)MemberwiseClone();

    /// <summary>Writes the form's values, tidied, into a product.</summary>
    internal void CopyTo(Product product)
    {
        product.Number = InputText.Line(Number);
        product.Name = InputText.Line(Name) ?? "";
        product.Details = InputText.Block(Details);
        product.Unit = InputText.Line(Unit);
        product.UnitPrice = UnitPrice;
        product.Vat = Enum.IsDefined(Vat) ? Vat : VatTreatment.Standard;
        product.AccountCode = InputText.Line(AccountCode);
        product.RefreshSearchText();
    }
}
