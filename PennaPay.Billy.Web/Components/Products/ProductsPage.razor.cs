using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>The product list: one page of rows at a time.</summary>
public sealed partial class ProductsPage() : ListPage<ProductListView>(ProductListView.All)
{
    private PageOf<ProductRow>? page;
    private IReadOnlyDictionary<Guid, RecordStanding> standings = new Dictionary<Guid, RecordStanding>();

    [Inject] public required ProductList Products { get; init; }

    [Inject] public required RecordStandings Standings { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<ProductTexts> Texts { get; init; }

    protected override ProductListView ReadAddress() => ProductListView.From(SearchText, Sort, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var shown = await Products.PageAsync(Workspace, View.Query, Closed);
        var known = await Standings.OfAsync(Workspace, RecordKind.Product, [.. shown.Rows.Select(row => row.Id)], Closed);
        return () => (page, standings) = (shown, known);
    }

    // Letters of a search are no steps to go back through.
    private void Search(string? search) => Navigation.NavigateTo((View with { Search = search, Page = 1 }).Href, replace: true);
}
