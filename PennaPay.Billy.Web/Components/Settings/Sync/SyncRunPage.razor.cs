using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>One run: what it did, record by record and field by field, or in a dry one what it would do.</summary>
public sealed partial class SyncRunPage() : ListPage<SyncRunAddress>(new SyncRunAddress(Guid.Empty))
{
    private CustomFieldNames ownFields = CustomFieldNames.None;
    private const int FirstOfSection = 10;

    private SyncRunView? view;
    private SyncProgress? open;
    private PageOf<SyncItemRow>? page;
    private IReadOnlyList<(SyncSection Section, IReadOnlyList<SyncItemRow> Rows)> parts = [];
    private readonly HashSet<Guid> ignored = [];
    private Failure? refusal;
    private bool isMissing, isFirst, isFilled, maySync, mayIgnore;

    [Parameter] public Guid Run { get; set; }

    [SupplyParameterFromQuery(Name = "section")] public string? Section { get; set; }

    [SupplyParameterFromQuery(Name = "module")] public string? Module { get; set; }

    [SupplyParameterFromQuery(Name = "side")] public string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")] public string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "code")] public string? Code { get; set; }

    [Inject] public required SyncRunList List { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required SyncOverview Overview { get; init; }

    [Inject] public required SyncRuns Runs { get; init; }

    [Inject] public required SyncAnswers Answers { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required SyncWords Words { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<SyncTexts> Texts { get; init; }

    /// <summary>Whether it is a plan that can be carried out.</summary>
    private bool IsPlan => view is { Run: { IsDry: true, State: SyncRunState.Done }, FollowedBy: null };

    private bool HasWork => view?.Counts.Any(count => count.Outcome is not (SyncOutcome.Skipped or SyncOutcome.Failed or SyncOutcome.Asked)) == true;

    /// <summary>Whether what is tried again is a plan: nobody has agreed to anything else.</summary>
    private bool StartsWithPlan => view is { Run.IsDry: true } or { Run.Agreed: not null };

    private string Title => view switch
    {
        null => Texts["Run"],
        { Run: { IsDry: true, IsOver: false } } => Texts["Plan.Looking"],
        { Run.IsDry: true } => Texts[view.FollowedBy is null ? "Plan.Title" : "Plan.Done"],
        _ => Texts["Run.Title", Format.DateAndTime(view.Run.QueuedAt)],
    };

    private string? Subtitle => view is { Run.IsDry: true } ? Texts["Plan.Subtitle"].Value : null;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var actor = (await CurrentUser.GetAsync()).Actor;
        (maySync, mayIgnore) = (actor.May(Permission.Synchronize), actor.May(Permission.ManageMappings));
        ListenSoon(Feed, async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
    }

    protected override SyncRunAddress ReadAddress() => SyncRunAddress.Read(Run, Section, Module, Side, Outcome, Code, SearchText, PageNumber);

    protected override void OnLeaving(SyncRunAddress next)
    {
        if (next.Run != View.Run)
        {
            (view, page, parts, refusal, isFilled) = (null, null, [], null, false);
            ignored.Clear();
        }
    }

    protected override async Task<Action> ReadAsync()
    {
        var shown = View;
        var found = await List.FindAsync(Workspace, shown.Run, Closed);
        var status = await Overview.ReadAsync(Workspace, Closed);
        List<(SyncSection, IReadOnlyList<SyncItemRow>)> sections = [];
        PageOf<SyncItemRow>? rows = null;
        // A plan is looked through part by part; what is looked for in it, or in what was done, is one list.
        if (found is { Run: { IsDry: true, IsOver: true } } && !shown.IsFiltered)
        {
            foreach (var section in found.Sections.Keys.Order())
                sections.Add((section, (await List.ItemsAsync(Workspace, new(shown.Run) { Section = section, Take = FirstOfSection }, Closed)).Rows));
        }
        else if (found is not null)
        {
            rows = await List.ItemsAsync(Workspace, shown.Query, Closed);
        }

        var names = await Fields.NamesAsync(Workspace, Closed);
        return () =>
        {
            (view, isMissing, parts, page, ownFields) = (found, found is null, sections, rows, names);
            open = status?.Open is { } now && now.Run.Id == shown.Run ? now : null;
            isFirst = found is not null && status?.ToBegin.Any(found.Run.IsAbout) == true;
        };
    }

    private async Task StartAsync(bool dry, Guid? agreed) =>
        GoOn(await Runs.StartAsync((await CurrentUser.GetAsync()).Actor, view!.Run.ConnectionId, dry, agreed, CancellationToken.None));

    private async Task StopAsync() => await Runs.StopAsync((await CurrentUser.GetAsync()).Actor, Run, CancellationToken.None);

    private EventCallback<Guid> IgnoresOf() => IsPlan && mayIgnore ? EventCallback.Factory.Create<Guid>(this, IgnoreAsync) : default;

    private async Task IgnoreAsync(Guid item)
    {
        if (await Answers.IgnoreAsync((await CurrentUser.GetAsync()).Actor, item, CancellationToken.None))
            ignored.Add(item);
    }

    private async Task UndoAsync(Guid? record, Guid? change, string? title)
    {
        var what = change is not null ? "Undo.Field.Text" : record is not null ? "Undo.Record.Text" : "Undo.Run.Text";
        var options = new ConfirmOptions { OkButtonText = Texts["Undo.Confirm"], CancelButtonText = Texts["Undo.Keep"] };
        if (await Dialogs.Confirm(Texts[what, title ?? ""], Texts["Undo.Title"], options) != true)
            return;
        GoOn(await Runs.UndoAsync((await CurrentUser.GetAsync()).Actor, view!.Run.ConnectionId, Run, record, change, CancellationToken.None));
    }

    private void GoOn(StartResult result)
    {
        refusal = (result as StartResult.Refused)?.Failure;
        if (result is StartResult.Started started)
            Navigation.NavigateTo(SyncRunAddress.Of(started.Run));
    }
}
