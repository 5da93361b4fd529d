using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers.Sources;

/// <summary>What customers of a source owe, by how long it has been overdue: a page of one currency at a time.</summary>
public sealed partial class AgedPage() : ListPage<AgedView>(new())
{
    private IReadOnlyList<CustomerSource> sources = [];
    private CustomerSource? source;
    private IReadOnlyList<AgedTotal> totals = [];
    private AgedTotal? shown;
    private IReadOnlyList<AgedRow>? rows;

    [Inject] public required SourceList Sources { get; init; }

    [Inject] public required AgedReceivables Receivables { get; init; }

    [Inject] public required SourceDays Days { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    [SupplyParameterFromQuery(Name = "source")] public string? Source { get; set; }

    [SupplyParameterFromQuery(Name = "currency")] public string? Currency { get; set; }

    private string? Subtitle => source is null ? null : $"{SourceWords.Name(Texts, source)} · {SourceWords.AsOf(Texts, source)} · {Texts["Aged.Day", Format.Date(Days.Today(source.System))]}";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Moves, async () => { await LoadAsync(); StateHasChanged(); }, moved => moved.Connection == source?.Connection);
    }

    protected override AgedView ReadAddress() => AgedView.From(Source, Currency, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var view = View;
        var all = await Sources.AllAsync(Workspace, Closed);
        var chosen = all.FirstOrDefault(one => one.Connection == view.Source) ?? (all.Count > 0 ? all[0] : null);
        IReadOnlyList<AgedTotal> owed = chosen is null ? [] : await Receivables.TotalsAsync(Workspace, chosen.Connection, Closed);
        var total = owed.FirstOrDefault(one => one.Currency == view.Currency) ?? (owed.Count > 0 ? owed[0] : null);
        IReadOnlyList<AgedRow> page = total is null ? []
            : await Receivables.PageAsync(Workspace, chosen!.Connection, total.Currency, (view.Page - 1) * AgedView.PageSize, AgedView.PageSize, Closed);
        return () => (sources, source, totals, shown, rows) = (all, chosen, owed, total, page);
    }

    private void Choose(ChangeEventArgs change) =>
        Navigation.NavigateTo(new AgedView(Guid.TryParse(change.Value as string, out var connection) ? connection : null).Href);
}
