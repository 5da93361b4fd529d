using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>The customer list: one page of rows at a time.</summary>
public sealed partial class CustomersPage
{
    private CustomerListView view = CustomerListView.All;
    private PageOf<CustomerRow>? page;
    private IReadOnlySet<Guid> linked = new HashSet<Guid>();
    private bool isLoading, hasFailed;
    private int loads;

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required RecordLinks Links { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    [Inject] public required ILogger<CustomersPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var next = CustomerListView.From(SearchText, Sort, PageNumber);
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
            var shown = await Customers.PageAsync(Workspace, view.Query, Closed);
            var known = await Links.LinkedAsync(Workspace, [.. shown.Rows.Select(row => row.Id)], Closed);
            // A slower answer to an earlier question is old news.
            if (load == loads)
                (page, linked, hasFailed, isLoading) = (shown, known, false, false);
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
        [LoggerMessage(LogLevel.Error, "The customer list could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
