using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

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
    private bool isLoading, hasFailed, isLoadingSamples, isPushing, areRowsStale;
    private int loads, sent;

    [Inject] public required InvoiceList Invoices { get; init; }

    [Inject] public required SampleInvoices Samples { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

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
        Listen(BatchFeed, FollowBatchAsync);
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
            var (shown, counted, toSend) = (
                await Invoices.PageAsync(Workspace, view.Query, Closed),
                await Invoices.CountByBillyStateAsync(Workspace, Closed),
                await Pusher.CountSentAsync(Workspace, null, Closed));
            // A slower answer to an earlier question is old news.
            if (load == loads)
                (page, counts, sent, hasFailed, isLoading) = (shown, counted, toSend, false, false);
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

    private Task PushSelectedAsync() =>
        PushAsync(user => Pusher.QueueManyAsync(user.Workspace, [.. selected], new(PushCause.Bulk, user.Email), CancellationToken.None));

    private async Task PushMatchingAsync()
    {
        if (await ConfirmAsync("PushMatching", page?.Total ?? 0))
            await PushAsync(user => Pusher.QueueMatchingAsync(user.Workspace, view.Query, new(PushCause.Bulk, user.Email), CancellationToken.None));
    }

    private async Task PushSentAsync()
    {
        if (await ConfirmAsync("PushSent", await Pusher.CountSentAsync(Workspace, null, Closed)))
            await PushAsync(user => Pusher.QueueSentAsync(user.Workspace, null, new(PushCause.Bulk, user.Email), CancellationToken.None));
    }

    private async Task<bool> ConfirmAsync(string what, int count) => await Dialogs.Confirm(
        Texts[$"Bulk.{what}Text", Format.Count(count)], Texts[$"Bulk.{what}Title"],
        new ConfirmOptions { OkButtonText = Texts["Bulk.Push"], CancelButtonText = Texts["Bulk.Cancel"] }) == true;

    private async Task PushAsync(Func<SignedInUser, Task<BulkQueueResult>> queue)
    {
        if (isPushing)
            return;
        isPushing = true;
        try
        {
            var result = await queue(await CurrentUser.GetAsync());
            selected.Clear();
            TellWhatWasLeftOut(result);
            await LoadAsync();
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
        // What is being read may be older than this.
        areRowsStale |= isLoading;
        if (page is { } shown && shown.Rows.FirstOrDefault(row => row.Id == happened.InvoiceId) is { } old)
        {
            var draft = happened.InvoiceState == BillyState.NotPushed ? null : happened.BillyInvoiceId ?? old.BillyInvoiceId;
            var changed = old with { BillyState = happened.InvoiceState, BillyInvoiceId = draft };
            page = shown with { Rows = [.. shown.Rows.Select(row => row == old ? changed : row)] };
            StateHasChanged();
        }
        RunSoon(RefreshAsync);
        return Task.CompletedTask;
    }

    private Task FollowBatchAsync(BatchEvent happened)
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
            counts = await Invoices.CountByBillyStateAsync(Workspace, Closed);
            sent = await Pusher.CountSentAsync(Workspace, null, Closed);
        }

        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The invoice list could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
