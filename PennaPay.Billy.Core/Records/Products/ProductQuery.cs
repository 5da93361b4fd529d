namespace PennaPay.Billy.Core.Records.Products;

/// <summary>Which products to list. <paramref name="Search"/>: every word must be in the name or the number.</summary>
public sealed record ProductQuery(
    string? Search = null, ProductSort Sort = ProductSort.Name, bool Descending = false, int Skip = 0, int Take = 50);
