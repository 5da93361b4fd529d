using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Customers.Sources;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>The customer list: one page of rows at a time, of all customers or of those that came from one source.</summary>
public sealed partial class CustomersPage() : ListPage<CustomerListView>(CustomerListView.All)
{
    private PageOf<CustomerRow>? page;
    private IReadOnlyDictionary<Guid, RecordStanding> standings = new Dictionary<Guid, RecordStanding>();
    private IReadOnlyList<CustomerSource> sources = [];
    private CustomerSource? source;
    private IReadOnlyDictionary<Guid, SourcedCustomer> marks = new Dictionary<Guid, SourcedCustomer>();
    private bool hasArchived;
    private IReadOnlyDictionary<Guid, CustomerBalance> balances = new Dictionary<Guid, CustomerBalance>();

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required RecordStandings Standings { get; init; }

    [Inject] public required SourceList Sources { get; init; }

    [Inject] public required SourcedCustomers Sourced { get; init; }

    [Inject] public required SourceBalances Balances { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "source")] public string? Source { get; set; }

    [SupplyParameterFromQuery(Name = "archived")] public bool IsArchived { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    private string Title => source is null ? Texts["List.Title"] : Texts["Source.Title", SourceWords.Name(Texts, source)];

    private string? AsOf => source is null ? null : SourceWords.AsOf(Texts, source);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Moves, async () => { await LoadAsync(); StateHasChanged(); }, moved => moved.Connection == source?.Connection);
    }

    protected override CustomerListView ReadAddress() => CustomerListView.From(SearchText, Sort, PageNumber, Kind, Source, IsArchived);

    protected override async Task<Action> ReadAsync()
    {
        var view = View;
        var all = await Sources.AllAsync(Workspace, Closed);
        var chosen = all.FirstOrDefault(one => one.Connection == view.Source);
        var (shown, owing) = chosen is null ? (await Customers.PageAsync(Workspace, view.Query, Closed), []) : await OfSourceAsync(view.BalancesOf(chosen.Connection));
        Guid[] ids = [.. shown.Rows.Select(row => row.Id)];
        var known = await Standings.OfAsync(Workspace, RecordKind.Contact, ids, Closed);
        var marked = all.Count == 0 || chosen is not null ? new Dictionary<Guid, SourcedCustomer>() : await Sourced.OfAsync(Workspace, ids, Closed);
        // Who has put all of them aside is not told that there are none.
        var archived = view.IsArchived || shown.Total == 0 && (await Customers.PageAsync(Workspace, new(Take: 0, IsArchived: true), Closed)).Total > 0;
        return () => (page, standings, sources, source, marks, balances, hasArchived) = (shown, known, all, chosen, marked, owing.ToDictionary(one => one.Customer.Customer), archived);
    }

    // What is owed is read first, for the order may go by it.
    private async Task<(PageOf<CustomerRow> Shown, IReadOnlyList<CustomerBalance> Owing)> OfSourceAsync(BalanceQuery query)
    {
        var owing = await Balances.PageAsync(Workspace, query, Closed);
        return (new(owing.Total, await Customers.OfAsync(Workspace, [.. owing.Rows.Select(row => row.Customer.Customer)], Closed)), owing.Rows);
    }

    // Letters of a search are no steps to go back through.
    private void Search(string? search) => Navigation.NavigateTo((View with { Search = search, Page = 1 }).Href, replace: true);

    private void Choose(ChangeEventArgs change) =>
        Navigation.NavigateTo(View.Of(Guid.TryParse(change.Value as string, out var connection) ? connection : null).Href);
}
