using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>The customer list: one page of rows at a time.</summary>
public sealed partial class CustomersPage() : ListPage<CustomerListView>(CustomerListView.All)
{
    private PageOf<CustomerRow>? page;
    private IReadOnlyDictionary<Guid, RecordStanding> standings = new Dictionary<Guid, RecordStanding>();

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required RecordStandings Standings { get; init; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    protected override CustomerListView ReadAddress() => CustomerListView.From(SearchText, Sort, PageNumber, Kind);

    protected override async Task<Action> ReadAsync()
    {
        var shown = await Customers.PageAsync(Workspace, View.Query, Closed);
        var known = await Standings.OfAsync(Workspace, RecordKind.Contact, [.. shown.Rows.Select(row => row.Id)], Closed);
        return () => (page, standings) = (shown, known);
    }

    // Letters of a search are no steps to go back through.
    private void Search(string? search) => Navigation.NavigateTo((View with { Search = search, Page = 1 }).Href, replace: true);
}
