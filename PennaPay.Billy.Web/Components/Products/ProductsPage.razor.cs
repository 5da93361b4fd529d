using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>The product list: one page of rows at a time.</summary>
public sealed partial class ProductsPage() : ListPage<ProductListView>(ProductListView.All)
{
    private PageOf<ProductRow>? page;

    [Inject] public required ProductList Products { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<ProductTexts> Texts { get; init; }

    protected override ProductListView ReadAddress() => ProductListView.From(SearchText, Sort, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var shown = await Products.PageAsync(Workspace, View.Query, Closed);
        return () => page = shown;
    }

    // Letters of a search are no steps to go back through.
    private void Search(string? search) => Navigation.NavigateTo((View with { Search = search, Page = 1 }).Href, replace: true);
}
