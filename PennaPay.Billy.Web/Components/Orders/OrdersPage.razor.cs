using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>What came in from a shop, what became of it, and what waits for a person.</summary>
public sealed partial class OrdersPage() : ListPage<OrdersView>(new())
{
    private IReadOnlyList<ShopPair> pairs = [];
    private ShopPair? pair;
    private ShownInvoices.Showing? showing;
    private SourceProgress? progress;
    private WaySummary? summary;
    private PageOf<WayRow>? page;
    private bool isRead, hasCompany, mayManage, mayPush, mayRead;

    [Inject] public required ShopPairs Pairs { get; init; }

    [Inject] public required InvoiceWays Ways { get; init; }

    [Inject] public required SourceOverview Overview { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required QueuePauses Pauses { get; init; }

    [Inject] public required SourceSwitch Switch { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required PushFeed Pushes { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required OrderWords Words { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<OrderTexts> Texts { get; init; }

    [SupplyParameterFromQuery(Name = "shop")] public string? Shop { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    private bool IsPaused => pair?.Company?.PauseAt(Time.GetUtcNow()) is { Until: null };

    private string Subtitle => progress?.AsOf is { } at ? Texts["AsOf", Format.DateAndTime(at)] : Texts["Subtitle"];

    private string LeftOut
    {
        get
        {
            var left = (progress is null ? [] : progress.First.Concat(progress.Again)).SelectMany(task => task.LeftOutByReason)
                .GroupBy(one => one.Key).Select(same => (same.Key, Count: same.Max(one => one.Value))).Where(one => one.Count > 0).ToList();
            return left.Count == 0 ? "" : Texts["LeftOut", string.Join(" · ", left.Select(one => Texts[$"LeftOut.{one.Key}", Format.Count(one.Count)].Value))];
        }
    }

    private IEnumerable<(Connection, Failure)> Problems
    {
        get
        {
            if (pair is not { Company: { } company })
                yield break;
            if (pair.Shop.Secret is null)
                yield return (pair.Shop, new(FailureCodes.NotConnected));
            else if ((pair.Shop.Problem ?? progress?.Failure) is { } trouble)
                yield return (pair.Shop, trouble);
            if (company.Secret is null)
                yield return (company, new(FailureCodes.NotConnected));
            else if (company.PauseAt(Time.GetUtcNow()) is { Until: null } pause)
                yield return (company, pause.Reason);
            else if (company.Problem is { } problem)
                yield return (company, problem);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var actor = (await CurrentUser.GetAsync()).Actor;
        (mayManage, mayPush, mayRead) = (actor.May(Permission.ManageConnections), actor.May(Permission.Push), actor.May(Permission.Synchronize));
        showing = Keep(OnPages.Open(Workspace));
        ListenSoon(Moves, AgainAsync, moved => moved.Connection == pair?.Shop.Id);
        ListenSoon(Pushes, AgainAsync, moved => moved.ConnectionId == pair?.Company?.Id);
        ListenSoon(Connections, AgainAsync);
    }

    protected override OrdersView ReadAddress() => OrdersView.Of(Shop, State, SearchText, From, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var view = View;
        var all = await Pairs.AllAsync(Workspace, Closed);
        var chosen = all.FirstOrDefault(one => one.Shop.Id == view.Shop) ?? all.FirstOrDefault(one => one.IsOn) ?? (all.Count > 0 ? all[0] : null);
        var read = chosen is null ? null : await Overview.ReadAsync(Workspace, chosen.Shop.Id, chosen.Shop.System, Closed);
        var companies = chosen?.Company is null && await Pairs.CompaniesAsync(Workspace, Closed) is { Count: > 0 };
        var (sum, rows) = chosen?.Company is not { } company
            ? (null, null)
            : (await Ways.SummaryAsync(Workspace, chosen.Shop.Id, company.Id, Closed), await Ways.PageAsync(Workspace, chosen.Shop.Id, company.Id, view.Query, Closed));
        return () =>
        {
            (pairs, pair, progress, hasCompany, summary, page, isRead) = (all, chosen, read, companies, sum, rows, true);
            showing!.Invoices = [.. (rows?.Rows ?? []).Where(row => row.DocumentId is not null).Select(row => row.InvoiceId)];
        };
    }

    private async Task AgainAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task PauseOrResumeAsync()
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        if (IsPaused)
            await Pauses.ResumeAsync(actor, pair!.Company!.Id, CancellationToken.None);
        else
            await Pauses.PauseAsync(actor, pair!.Company!.Id, CancellationToken.None);
        await AgainAsync();
    }

    private async Task ReadNowAsync()
    {
        if (await Switch.ReadNowAsync((await CurrentUser.GetAsync()).Actor, pair!.Shop.Id, CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["Reading"], key: "orders-read");
    }

    private void Search(string? search) => Navigation.NavigateTo((View with { Search = search, Page = 1 }).Href, replace: true);

    private void Since(ChangeEventArgs change) => Navigation.NavigateTo((View with
    {
        From = DateOnly.TryParseExact(change.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, Page = 1,
    }).Href);
}
