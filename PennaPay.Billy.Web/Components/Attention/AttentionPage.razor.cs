using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>Every push that waits for a person, the oldest first, live.</summary>
public sealed partial class AttentionPage
{
    private const int MostShown = 25;

    // Each look costs the other system a few requests, which it counts.
    private const int MostLooks = 5;

    private IReadOnlyList<LedgerEntry>? waiting;
    private bool hasFailed;

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<AttentionTexts> Texts { get; init; }

    [Inject] public required ILogger<AttentionPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ =>
        {
            RunSoon(LoadAsync);
            return Task.CompletedTask;
        });
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            waiting = await Decisions.WaitingAsync(Workspace, Closed);
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }

        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What waits for a person could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
