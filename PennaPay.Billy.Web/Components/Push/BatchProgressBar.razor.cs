using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// How far the latest bulk push is, for as long as it goes on, wherever it was started. It reads the ledger, a few times a
/// second at most, so a reload or another window shows the same.
/// </summary>
public sealed partial class BatchProgressBar
{
    private BatchProgress? progress;

    /// <summary><c>apart</c> keeps a distance to what follows.</summary>
    [Parameter] public string? Class { get; set; }

    [Inject] public required PushBatches Batches { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, happened => happened.BatchId is null ? Task.CompletedTask : LoadSoonAsync());
        Listen(BatchFeed, _ => LoadSoonAsync());
        await GuardAsync(LoadAsync);
    }

    private string TimeLeft(TimeSpan left) => left < TimeSpan.FromMinutes(1)
        ? Texts["Batch.SecondsLeft", Format.Count((int)Math.Ceiling(left.TotalSeconds))]
        : Texts["Batch.MinutesLeft", Format.Count((int)Math.Ceiling(left.TotalMinutes))];

    private Task LoadSoonAsync()
    {
        RunSoon(LoadAsync);
        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        progress = await Batches.LatestOpenAsync(Workspace, Closed) is { } batch
            ? await Batches.ProgressAsync(Workspace, batch, Closed)
            : null;
        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        if (progress is { } going)
            await Batches.CancelAsync((await CurrentUser.GetAsync()).Actor, going.BatchId, CancellationToken.None);
    }
}
