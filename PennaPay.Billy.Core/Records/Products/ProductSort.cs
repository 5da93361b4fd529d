namespace PennaPay.Billy.Core.Records.Products;

/// <summary>What the list is ordered by.</summary>
public enum ProductSort
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The number, as people count: 9 before 10. Products without one come last.</summary>
    Number,

    /// <summary>The price of one. Products without one come last.</summary>
    UnitPrice,
}
