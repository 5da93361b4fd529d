using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>Every attempt to push, newest first, live on the first page.</summary>
public sealed partial class HistoryPage
{
    private PageOf<HistoryRow>? page;
    private HistoryView view = HistoryView.All;
    private int loads;
    private bool hasFailed;
    private bool isUnfolded;

    [Inject] public required PushHistory History { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<HistoryTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    [Inject] public required ILogger<HistoryPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "cause")] public string? Cause { get; set; }

    [SupplyParameterFromQuery(Name = "invoice")] public string? Invoice { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    /// <summary>How many filters a narrow window hides until they are asked for.</summary>
    private int Folded => new object?[] { view.State, view.Cause, view.From, view.To }.Count(choice => choice is not null);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => FollowAsync());
        Listen(BatchFeed, _ => FollowAsync());
    }

    protected override Task OnParametersSetAsync()
    {
        view = HistoryView.Read(SearchText, Invoice, State, Cause, From, To, PageNumber);
        return LoadAsync();
    }

    private void Show(HistoryView next, bool replace = false) => Navigation.NavigateTo((next with { Page = 1 }).Href, replace: replace);

    private async Task LoadAsync()
    {
        var load = ++loads;
        try
        {
            var shown = await History.PageAsync(Workspace, view.Query, Closed);
            if (load == loads)
                (page, hasFailed) = (shown, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    // A page further back would slide away under the reader.
    private Task FollowAsync()
    {
        if (view.Page == 1)
        {
            RunSoon(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The history could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
