using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Sync.Records;

/// <summary>A run about one record: how far it is, and then what it did on each side.</summary>
public sealed partial class RecordSyncDialog
{
    private RecordRun? found;
    private CustomFieldNames ownFields = CustomFieldNames.None;

    [Inject] public required RecordHistory History { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    [Parameter, EditorRequired] public Guid Run { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync, changed => changed.Run is null || changed.Run == Run);
        await GuardAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        ownFields = await Fields.NamesAsync(Workspace, Closed);
        found = await History.OfRunAsync(Workspace, Run, Closed);
        StateHasChanged();
    }

    private static Tone ToneOf(SyncOutcome outcome) => outcome switch
    {
        SyncOutcome.Created or SyncOutcome.Updated or SyncOutcome.Linked => Tone.Success,
        SyncOutcome.Failed => Tone.Danger,
        SyncOutcome.Asked or SyncOutcome.Skipped => Tone.Warning,
        _ => Tone.Neutral,
    };
}
