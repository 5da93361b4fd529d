using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// Follows the latest bulk push for as long as it goes on, wherever it was started. It reads the ledger, a few times a second
/// at most, so a reload, another window and a program that was started again show the same.
/// </summary>
public abstract partial class BatchWatch : WorkspaceComponent
{
    [Inject] public required PushBatches Batches { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    [Inject] public required ILogger<BatchWatch> Logger { get; init; }

    /// <summary>How far it is; null when none goes on.</summary>
    protected BatchProgress? Going { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync, happened => happened.BatchId is not null);
        ListenSoon(BatchFeed, LoadAsync);
        await GuardAsync(LoadAsync);
    }

    protected string Left(TimeSpan left) => left < TimeSpan.FromMinutes(1)
        ? Texts["Batch.SecondsLeft", Format.Count((int)Math.Ceiling(left.TotalSeconds))]
        : Texts["Batch.MinutesLeft", Format.Count((int)Math.Ceiling(left.TotalMinutes))];

    protected async Task CancelAsync()
    {
        if (Going is { } going)
            await Batches.CancelAsync((await CurrentUser.GetAsync()).Actor, going.BatchId, CancellationToken.None);
    }

    private async Task LoadAsync()
    {
        try
        {
            var progress = await Batches.LatestOpenAsync(Workspace, Closed) is { } batch
                ? await Batches.ProgressAsync(Workspace, batch, Closed)
                : null;
            Going = progress is { HasEnded: false } ? progress : null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // It may stand outside of what shows a page's faults; what was known is worth more than no page.
            Log.ProgressUnknown(Logger, fault);
        }

        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "How far the bulk push is could not be read.")]
        public static partial void ProgressUnknown(ILogger logger, Exception fault);
    }
}
