using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Products;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>The product list: one page of rows at a time.</summary>
public sealed partial class ProductsPage
{
    private ProductListView view = ProductListView.All;
    private PageOf<ProductRow>? page;
    private bool isLoading, hasFailed;
    private int loads;

    [Inject] public required ProductList Products { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<ProductTexts> Texts { get; init; }

    [Inject] public required ILogger<ProductsPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var next = ProductListView.From(SearchText, Sort, PageNumber);
        if (page is not null && next == view)
            return;
        view = next;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var load = ++loads;
        isLoading = true;
        try
        {
            var shown = await Products.PageAsync(Workspace, view.Query, Closed);
            // A slower answer to an earlier question is old news.
            if (load == loads)
                (page, hasFailed, isLoading) = (shown, false, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            (hasFailed, isLoading) = (true, false);
        }
    }

    // Letters of a search are no steps to go back through.
    private void SearchAsync(string? search) => Navigation.NavigateTo((view with { Search = search, Page = 1 }).Href, replace: true);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The product list could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
