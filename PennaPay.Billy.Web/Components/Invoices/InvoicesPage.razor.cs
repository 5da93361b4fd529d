using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>The invoice list: one page of rows at a time, live, with what to do to one row or to many.</summary>
public sealed partial class InvoicesPage() : ListPage<InvoiceListView>(InvoiceListView.All)
{
    /// <summary>The most invoices that one bulk action takes.</summary>
    internal const int MostAtOnce = 1000;

    private readonly HashSet<Guid> selected = [];
    private Guid user;
    private PageOf<InvoiceRow>? page;
    private IReadOnlyDictionary<CopyState, int> counts = new Dictionary<CopyState, int>();
    private IReadOnlyList<SavedFilter> filters = [];
    private ListChoice choice = new();
    private bool areRowsStale;
    private int sent;
    private int archived;
    private int samples;
    private ShownInvoices.Showing? showing;
    private bool isPaused;
    private IReadOnlySet<InvoiceOrigin> goingOn = new HashSet<InvoiceOrigin>();
    private IReadOnlyDictionary<Guid, Failure> failures = new Dictionary<Guid, Failure>();
    private SwitchedAccount? switched;

    [Inject] public required InvoiceList Invoices { get; init; }

    [Inject] public required SavedFilters Filters { get; init; }

    [Inject] public required ListChoices Choices { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required OpenFailures Failures { get; init; }

    [Inject] public required CopiesElsewhere Elsewhere { get; init; }

    [Inject] public required SampleRemoval Samples { get; init; }

    [Inject] public required InvoiceFeed InvoiceFeed { get; init; }

    [Inject] public required SourcePushes SourcePushes { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceListTexts> ListTexts { get; init; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "lines")] public string? Lines { get; set; }

    [SupplyParameterFromQuery(Name = "cause")] public string? Cause { get; set; }

    [SupplyParameterFromQuery(Name = "archived")] public string? Archived { get; set; }

    private bool IsEmptyArchive => View == InvoiceListView.All with { IsArchived = true };

    private int MostSelectable => Math.Min(page?.Total ?? 0, MostAtOnce);

    private bool IsWholePageSelected => page is { } shown && shown.Rows.All(row => selected.Contains(row.Id));

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        user = (await CurrentUser.GetAsync()).UserId;
        showing = Keep(OnPages.Open(Workspace));
        Listen(Feed, FollowAsync);
        Listen(BatchFeed, _ => ReloadSoonAsync());
        Listen(InvoiceFeed, _ => ReloadSoonAsync());
        // Another account may be the one that the list is about now.
        Listen(Connections, _ => ReloadSoonAsync());
        await LoadFiltersAsync();
        choice = await Choices.ReadAsync(Workspace, user, Closed);
    }

    protected override InvoiceListView ReadAddress() => InvoiceListView.From(SearchText, State, Status, Kind, Sort, PageNumber, Lines, Archived == "true", Cause);

    protected override void OnLeaving(InvoiceListView next)
    {
        if (next with { Page = View.Page, Sort = View.Sort, Descending = View.Descending } != View)
            selected.Clear();
    }

    private async Task<InvoiceQuery> QueryAsync() => View.Cause is { } cause
        ? View.Query with { Among = await Failures.IdsAsync(Workspace, cause, Closed) }
        : View.Query;

    protected override async Task<Action> ReadAsync()
    {
        var query = await QueryAsync();
        var (shown, counted, toSend) = (
            await Invoices.PageAsync(Workspace, query, Closed),
            await Invoices.CountByStateAsync(Workspace, Closed),
            await Pusher.CountSentAsync(Workspace, null, Closed));
        var reasons = await Failures.OfAsync(Workspace, [.. shown.Rows.Where(row => row.CopyState == CopyState.Failed).Select(row => row.Id)], Closed);
        var other = await Elsewhere.SwitchAsync(Workspace, Closed);
        var (aside, tried) = (await Invoices.CountArchivedAsync(Workspace, Closed), await Samples.CountAsync(Workspace, Closed));
        var going = await SourcePushes.GoingOnFromAsync(Workspace, Closed);
        var isHeld = (await Connector.ViewListedAsync(Workspace, Closed)).IsHeld;
        return () =>
        {
            (isPaused, goingOn) = (isHeld, going);
            (page, counts, sent, failures, switched) = (shown, counted, toSend, reasons, other);
            (archived, samples) = (aside, tried);
            showing!.Invoices = [.. shown.Rows.Where(row => row.RemoteId is not null).Select(row => row.Id)];
        };
    }

    private async Task LoadFiltersAsync() => filters = await Filters.ListAsync(Workspace, user, Closed);

    private async Task DeleteFilterAsync(SavedFilter filter)
    {
        await Filters.DeleteAsync((await CurrentUser.GetAsync()).Actor, filter.Id, CancellationToken.None);
        Toasts.Show(ToastTone.Info, ListTexts["Filter.Deleted", filter.Name], key: $"filter:{filter.Id}", undo: new(ListTexts["Filter.Undo", filter.Name], () => RestoreAsync(filter)));
        await LoadFiltersAsync();
    }

    private async Task RestoreAsync(SavedFilter filter)
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        var result = await Filters.SaveAsync(actor, filter.Name, filter.Query, CancellationToken.None);
        if (FilterSentences.Of(result, ListTexts) is { } problem)
            Toasts.Show(ToastTone.Failure, ListTexts["Filter.NotRestored", filter.Name], problem);
        // The page may be gone; the filter is back all the same.
        await GuardAsync(LoadFiltersAsync);
        StateHasChanged();
    }

    private async Task ShowColumnAsync((InvoiceColumns Column, bool IsShown) asked)
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        choice = await Choices.ShowAsync(actor, asked.Column, asked.IsShown, CancellationToken.None);
    }

    private async Task UseLetterKeysAsync(bool isOn)
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        choice = await Choices.UseLetterKeysAsync(actor, isOn, CancellationToken.None);
    }

    private async Task SelectAllMatchingAsync() =>
        selected.UnionWith(await Invoices.IdsAsync(Workspace, await QueryAsync(), MostAtOnce, Closed));

    private Task<IReadOnlyCollection<Guid>> ChooseSelectedAsync() => Task.FromResult<IReadOnlyCollection<Guid>>([.. selected]);

    private async Task<IReadOnlyCollection<Guid>> ChooseMatchingAsync() => await Invoices.IdsAsync(Workspace, await QueryAsync(), int.MaxValue, Closed);

    private async Task<IReadOnlyCollection<Guid>> ChooseSentAsync() => await Pusher.SentIdsAsync(Workspace, null, Closed);

    private async Task ShowQueuedAsync()
    {
        selected.Clear();
        await LoadAsync();
    }

    private Task FollowAsync(PushEvent happened)
    {
        // What is being read may be older than this.
        areRowsStale |= IsLoading;
        if (page is { } shown && happened.IsListed
            && shown.Rows.FirstOrDefault(row => row.Id == happened.InvoiceId) is { } old)
        {
            var draft = happened.InvoiceState == CopyState.NotPushed ? null : happened.RemoteId ?? old.RemoteId;
            var changed = old with { CopyState = happened.InvoiceState, RemoteId = draft, RemoteNumber = happened.RemoteNumber };
            page = shown with { Rows = [.. shown.Rows.Select(row => row == old ? changed : row)] };
            if (happened is { InvoiceState: CopyState.Failed, Failure: { } failure })
                failures = new Dictionary<Guid, Failure>(failures) { [happened.InvoiceId] = failure };
            StateHasChanged();
        }
        RunSoon(RefreshAsync);
        return Task.CompletedTask;
    }

    private Task ReloadSoonAsync()
    {
        areRowsStale = true;
        RunSoon(RefreshAsync);
        return Task.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        if (areRowsStale)
        {
            areRowsStale = false;
            await LoadAsync();
        }
        else
        {
            counts = await Invoices.CountByStateAsync(Workspace, Closed);
            sent = await Pusher.CountSentAsync(Workspace, null, Closed);
        }

        StateHasChanged();
    }
}
