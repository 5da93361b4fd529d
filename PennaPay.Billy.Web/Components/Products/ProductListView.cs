using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>What the product list shows, as its address says it; so a link, the back button and a reload show the same.</summary>
public sealed record ProductListView(
    string? Search = null, ProductSort Sort = ProductSort.Name, bool Descending = false, int Page = 1)
{
    public const int PageSize = 50;

    public static ProductListView All { get; } = new();

    public ProductQuery Query => new(Search, Sort, Descending, (Page - 1) * PageSize, PageSize);

    public string Href => QueryHelpers.AddQueryString("/products", new Dictionary<string, string?>
    {
        ["q"] = Search,
        ["sort"] = Sort == ProductSort.Name && !Descending ? null : Sort + (Descending ? "-" : ""),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static ProductListView From(string? search, string? sort, int? page)
    {
        var isKnown = Enum.TryParse<ProductSort>(sort?.TrimEnd('-'), ignoreCase: true, out var by) && Enum.IsDefined(by);
        return new(
            SearchText.Tidy(search),
            isKnown ? by : ProductSort.Name,
            isKnown && sort!.EndsWith('-'),
            Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));
    }

    /// <summary>The same products by a column; by its other order when they are in it already. Prices begin with the highest.</summary>
    public ProductListView SortedBy(ProductSort sort) => this with
    {
        Sort = sort,
        Descending = Sort == sort ? !Descending : sort == ProductSort.UnitPrice,
        Page = 1,
    };
}
