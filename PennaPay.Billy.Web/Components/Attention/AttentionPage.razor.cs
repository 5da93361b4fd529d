using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>
/// All that waits for a person, live: trouble with the connection, pushes to be decided, what failed, by its cause,
/// imports with questions that nobody has answered, and what keeping records alike asks.
/// </summary>
public sealed partial class AttentionPage
{
    private const int MostShown = 25;

    // Each look costs the other system a few requests, which it counts.
    private const int MostLooks = 5;

    private IReadOnlyList<LedgerEntry>? waiting;
    private IReadOnlyList<FailureGroup>? groups;
    private int unfinished, synced;
    private bool hasFailed;

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required OpenFailures Failures { get; init; }

    [Inject] public required PushFeed Pushes { get; init; }

    [Inject] public required BatchFeed Batches { get; init; }

    [Inject] public required UnfinishedImports Imports { get; init; }

    [Inject] public required UnfinishedImportFeed Kept { get; init; }

    [Inject] public required SyncQuestions Questions { get; init; }

    [Inject] public required FailedRecords Records { get; init; }

    [Inject] public required SyncFeed Sync { get; init; }

    [Inject] public required IStringLocalizer<AttentionTexts> Texts { get; init; }

    [Inject] public required ILogger<AttentionPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Pushes, LoadAsync);
        ListenSoon(Batches, LoadAsync);
        ListenSoon(Kept, LoadAsync);
        ListenSoon(Sync, LoadAsync);
        // Another account may be the one that failures are about now.
        ListenSoon(Feed, LoadAsync);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            (waiting, groups) = (await Decisions.WaitingAsync(Workspace, Closed), await Failures.GroupsAsync(Workspace, Closed));
            unfinished = await Imports.CountAsync(Workspace, Closed);
            synced = await Questions.CountAsync(Workspace, Closed) + await Records.CountAsync(Workspace, Closed);
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
