using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>Every run, newest first, live on the first page.</summary>
public sealed partial class SyncRunsPage
{
    public const string Path = "/settings/sync/runs";

    private const int PageSize = 50;

    private PageOf<SyncRunRow>? page;
    private bool hasFailed;
    private int loads;

    [Inject] public required SyncRunList List { get; init; }

    [Inject] public required SyncOverview Overview { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required SyncWords Words { get; init; }

    [Inject] public required IStringLocalizer<SyncTexts> Texts { get; init; }

    [Inject] public required ILogger<SyncRunsPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    private int Shown => AddressWords.ReadPage(PageNumber, PageSize);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var load = ++loads;
        try
        {
            var account = await Overview.AccountAsync(Workspace, Closed);
            var read = account is null ? new(0, []) : await List.PageAsync(Workspace, account.Id, (Shown - 1) * PageSize, PageSize, Closed);
            if (load == loads)
                (page, hasFailed) = (read, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    // Created, then changed; nothing where nothing was.
    private static string Changes(SyncRunRow row, SyncSide side)
    {
        var (created, changed) = (row.Of(side, SyncOutcome.Created, SyncOutcome.Queued), row.Of(side, SyncOutcome.Updated, SyncOutcome.Deleted, SyncOutcome.Archived));
        return created + changed == 0 ? "–" : $"+{Format.Count(created)} · {Format.Count(changed)}";
    }

    private static string Number(int count) => count == 0 ? "–" : Format.Count(count);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The runs could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
