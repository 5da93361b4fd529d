using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Sync.Records;

/// <summary>A record's light, the way to its other half, and the button that brings both in step.</summary>
public sealed partial class RecordSyncActions
{
    private RecordThere? there;
    private (RecordKind Kind, Guid Id, object? Version) shown;
    private bool hasRead;

    [Inject] public required RecordStandings Standings { get; init; }

    [Inject] public required SyncRuns Runs { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    [Parameter, EditorRequired] public RecordKind Kind { get; set; }

    [Parameter, EditorRequired] public Guid Id { get; set; }

    /// <summary>What the record is called.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>Another object after each change of what is stored here, so that it is read again.</summary>
    [Parameter] public object? Version { get; set; }

    /// <summary>Runs before, such as saving a form; null stops it.</summary>
    [Parameter] public Func<Task<Guid?>>? Prepare { get; set; }

    /// <summary>Called when a run was looked at to its end, which may have changed what is stored here.</summary>
    [Parameter] public EventCallback Synchronized { get; set; }

    [Parameter] public string LightTestId { get; set; } = "record-light";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync);
        ListenSoon(Connections, LoadAsync);
        await GuardAsync(LoadAsync);
    }

    protected override Task OnParametersSetAsync() =>
        hasRead && shown != (Kind, Id, Version) ? GuardAsync(LoadAsync) : Task.CompletedTask;

    private async Task LoadAsync()
    {
        shown = (Kind, Id, Version);
        there = await Standings.FindAsync(Workspace, Kind, Id, Closed);
        hasRead = true;
        StateHasChanged();
    }

    private async Task SynchronizeAsync()
    {
        if (there is not { } known || Prepare is not null && await Prepare() is null)
            return;
        var user = await CurrentUser.GetAsync();
        switch (await Runs.StartForRecordAsync(user.Actor, known.Connection, Id, CancellationToken.None))
        {
            case StartResult.Started started:
                await Dialogs.OpenAsync<RecordSyncDialog>(
                    Texts["Dialog.Title", Name], new() { [nameof(RecordSyncDialog.Run)] = started.Run },
                    new DialogOptions { Width = "min(560px, calc(100vw - 32px))", AutoFocusFirstElement = true });
                await Synchronized.InvokeAsync();
                await LoadAsync();
                break;
            case StartResult.Refused refused:
                var description = Describer.Describe(refused.Failure);
                Toasts.Show(ToastTone.Failure, Texts["NotStarted"], $"{description.Text} {description.Next}");
                break;
        }
    }
}
