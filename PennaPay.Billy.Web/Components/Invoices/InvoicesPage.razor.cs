using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>The invoice list: one page of rows at a time, live, with what to do to one row or to many.</summary>
public sealed partial class InvoicesPage
{
    /// <summary>The most invoices that one bulk action takes.</summary>
    internal const int MostAtOnce = 1000;

    private readonly HashSet<Guid> selected = [];
    private InvoiceListView view = InvoiceListView.All;
    private InvoicePage? page;
    private IReadOnlyDictionary<BillyState, int> counts = new Dictionary<BillyState, int>();
    private bool isLoading, hasFailed, isLoadingSamples, isPushing;
    private int loads;

    [Inject] public required InvoiceList Invoices { get; init; }

    [Inject] public required SampleInvoices Samples { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required ILogger<InvoicesPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    private int MostSelectable => Math.Min(page?.Total ?? 0, MostAtOnce);

    private bool IsWholePageSelected => page is { } shown && shown.Rows.All(row => selected.Contains(row.Id));

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, FollowAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        var next = InvoiceListView.From(SearchText, State, Status, Kind, Sort, PageNumber);
        if (page is not null && next == view)
            return;
        if (next with { Page = view.Page, Sort = view.Sort, Descending = view.Descending } != view)
            selected.Clear();
        view = next;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var load = ++loads;
        isLoading = true;
        try
        {
            var (shown, counted) = (
                await Invoices.PageAsync(Workspace, view.Query, Closed),
                await Invoices.CountByBillyStateAsync(Workspace, Closed));
            // A slower answer to an earlier question is old news.
            if (load == loads)
                (page, counts, hasFailed, isLoading) = (shown, counted, false, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            (hasFailed, isLoading) = (true, false);
        }
    }

    private void Show(InvoiceListView next) => Navigation.NavigateTo(next.Href);

    // Letters of a search are no steps to go back through.
    private void SearchAsync(string? search) => Navigation.NavigateTo((view with { Search = search, Page = 1 }).Href, replace: true);

    private async Task LoadSamplesAsync()
    {
        isLoadingSamples = true;
        await Samples.LoadAsync((await CurrentUser.GetAsync()).Workspace, CancellationToken.None);
        isLoadingSamples = false;
        await LoadAsync();
    }

    private async Task SelectAllMatchingAsync() =>
        selected.UnionWith(await Invoices.IdsAsync(Workspace, view.Query, MostAtOnce, Closed));

    private async Task PushSelectedAsync()
    {
        if (isPushing)
            return;
        isPushing = true;
        try
        {
            var user = await CurrentUser.GetAsync();
            var result = await Pusher.QueueManyAsync(user.Workspace, [.. selected], new(PushCause.Bulk, user.Email), CancellationToken.None);
            selected.Clear();
            TellWhatWasLeftOut(result);
        }
        finally
        {
            isPushing = false;
        }
    }

    private void TellWhatWasLeftOut(BulkQueueResult result)
    {
        var known = result.AlreadyInBilly + result.AlreadyWaiting;
        if (result.Failure is { } failure)
        {
            Toasts.Show(ToastTone.Failure, Texts["Bulk.Refused", Format.Count(result.Refused)], Words.Say(failure), Words.WayOn(failure));
        }
        else if (known > 0)
        {
            Toasts.Show(ToastTone.Info, Texts["Bulk.Known", Format.Count(known)]);
        }
    }

    private Task FollowAsync(PushEvent happened)
    {
        if (page is { } shown && shown.Rows.FirstOrDefault(row => row.Id == happened.InvoiceId) is { } old)
        {
            var changed = old with { BillyState = happened.InvoiceState, BillyInvoiceId = happened.BillyInvoiceId ?? old.BillyInvoiceId };
            page = shown with { Rows = [.. shown.Rows.Select(row => row == old ? changed : row)] };
            StateHasChanged();
        }
        RunSoon(RefreshCountsAsync);
        return Task.CompletedTask;
    }

    private async Task RefreshCountsAsync()
    {
        counts = await Invoices.CountByBillyStateAsync(Workspace, Closed);
        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The invoice list could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
