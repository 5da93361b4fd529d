using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Components.Sync.Questions;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Sync.Records;

/// <summary>How one record stands and why, and what keeping alike has changed of it, live, with the way to take that back.</summary>
public sealed partial class RecordSyncCard
{
    private const int Step = 10;

    private PageOf<RecordChange>? page;
    private CustomFieldNames ownFields = CustomFieldNames.None;
    private RecordThere? there;
    private (Guid Id, object? Version) shown;
    private int most = Step;

    [Inject] public required RecordHistory History { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required RecordStandings Standings { get; init; }

    [Inject] public required SyncRuns Runs { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    [Parameter, EditorRequired] public RecordKind Kind { get; set; }

    [Parameter, EditorRequired] public Guid Id { get; set; }

    /// <summary>Another object after each change of what is stored here, so that it is read again.</summary>
    [Parameter] public object? Version { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync);
        await GuardAsync(LoadAsync);
    }

    protected override Task OnParametersSetAsync()
    {
        if (page is null || shown == (Id, Version))
            return Task.CompletedTask;
        if (shown.Id != Id)
            most = Step;
        return GuardAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        shown = (Id, Version);
        there = await Standings.FindAsync(Workspace, Kind, Id, Closed);
        ownFields = await Fields.NamesAsync(Workspace, Closed);
        page = await History.PageAsync(Workspace, Id, 0, most, Closed);
        StateHasChanged();
    }

    private string? Read(RecordChange change, string? value) => OwnFieldWords.Value(ownFields.Of(change.Field), value);

    private Task MoreAsync()
    {
        most += Step;
        return LoadAsync();
    }

    private async Task UndoAsync(RecordChange change)
    {
        var options = new ConfirmOptions { OkButtonText = Texts["History.Undo.Yes"], CancelButtonText = Texts["Cancel"] };
        var text = Texts["History.Undo.Text", Texts.Field(change.Field, ownFields), string.IsNullOrWhiteSpace(change.Old) ? Texts["Empty"] : Read(change, change.Old)!, Texts[$"History.Undo.{change.Side}"]];
        if (await Dialogs.Confirm(text, Texts["History.Undo.Title"], options) != true)
            return;
        var user = await CurrentUser.GetAsync();
        switch (await Runs.UndoAsync(user.Actor, change.Connection, change.Run, Id, change.Id, CancellationToken.None))
        {
            case StartResult.Started started:
                Toasts.Show(ToastTone.Success, Texts["Started"], action: new(Texts["Dialog.Details"], $"/settings/sync/runs/{started.Run}"));
                break;
            case StartResult.Refused refused:
                var description = Describer.Describe(refused.Failure);
                Toasts.Show(ToastTone.Failure, Texts["NotStarted"], $"{description.Text} {description.Next}");
                break;
        }
    }
}
