using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>Every attempt to push, newest first, live on the first page.</summary>
public sealed partial class HistoryPage
{
    private const int PageSize = 50;

    private Core.Push.HistoryPage? page;
    private PushState? state;
    private int number = 1;
    private int loads;
    private bool hasFailed;

    [Inject] public required PushHistory History { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<HistoryTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    [Inject] public required ILogger<HistoryPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    private bool IsFiltered => state is not null || !string.IsNullOrEmpty(SearchText);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, FollowAsync);
    }

    protected override Task OnParametersSetAsync()
    {
        state = Enum.TryParse<PushState>(State, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        number = Math.Clamp(PageNumber ?? 1, 1, int.MaxValue / PageSize);
        return LoadAsync();
    }

    private static string Href(string? search, PushState? state, int number = 1) =>
        QueryHelpers.AddQueryString("/history", new Dictionary<string, string?>
        {
            ["q"] = search,
            ["state"] = state?.ToString(),
            ["page"] = number == 1 ? null : number.ToString(CultureInfo.InvariantCulture),
        });

    private void Show(string? search, PushState? choice, bool replace = false) => Navigation.NavigateTo(Href(search, choice), replace: replace);

    private async Task LoadAsync()
    {
        var load = ++loads;
        try
        {
            var shown = await History.PageAsync(
                Workspace, new(SearchText, State: state, Skip: (number - 1) * PageSize, Take: PageSize), Closed);
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
    private Task FollowAsync(PushEvent happened)
    {
        if (number == 1)
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
