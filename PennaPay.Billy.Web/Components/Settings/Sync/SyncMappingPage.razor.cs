using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>Which field of ours is which one there, for one module.</summary>
public sealed partial class SyncMappingPage
{
    private ConnectionRow? account;
    private SyncModule? module;
    private FieldMapRules? rules;
    private CustomFieldNames ownFields = CustomFieldNames.None;
    private SyncExample? example;
    private SyncChoices stored = new();
    private int version;
    private bool isStale, mayChange;

    [Parameter] public string Name { get; set; } = "";

    [Inject] public required SyncOverview Overview { get; init; }

    [Inject] public required SyncSettingsEditor Editor { get; init; }

    [Inject] public required RecordEndpoints Endpoints { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required SyncExamples Examples { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required SyncWords Words { get; init; }

    [Inject] public required IStringLocalizer<SyncTexts> Texts { get; init; }

    protected override string Subject => "Which field is which";

    public static string Of(SyncModule module) => $"{SyncPage.Path}/mapping/{module.ToString().ToLowerInvariant()}";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        mayChange = (await CurrentUser.GetAsync()).Actor.May(Permission.ManageConnections);
        ListenSoon(Feed, LoadAsync);
    }

    protected override async Task<Action> ReadAsync()
    {
        var current = await Overview.AccountAsync(Workspace, Closed);
        var asked = AddressWords.ReadChoice<SyncModule>(Name);
        if (current is null || asked is not { } known || known == SyncModule.Invoices || !Endpoints.ModulesOf(current.System).Contains(known))
        {
            return () =>
            {
                (account, module, rules) = (null, asked, null);
                BeginAnew();
                Show(null);
            };
        }

        var (choices, saved) = await Editor.ReadAsync(Workspace, current.System, Closed);
        var found = await Examples.FindAsync(Workspace, current.Id, current.System, known, Closed);
        var must = await Editor.RulesOfAsync(Workspace, current.System, known, Closed);
        var names = await Fields.NamesAsync(Workspace, Closed);
        return () =>
        {
            (account, module, rules, ownFields, example) = (current, known, must, names, found);
            if (!IsTouched)
                (stored, version, isStale) = (choices, saved, false);
            var own = choices.Of(known).Map;
            Show(new(own is not null, (own ?? must.Delivered).Rows));
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, MapForm draft)
    {
        isStale = false;
        if (await Editor.CheckAsync(Workspace, account!.System, module!.Value, draft.Map, CancellationToken.None) is { Count: > 0 } problems)
            return Refuse(problems.Select(problem => KeyValuePair.Create(problem.Field, Say(problem.Code, problem.Args))));
        var choices = stored.With(module.Value, stored.Of(module.Value) with { Map = draft.Map });
        if (await Editor.SaveAsync(actor, account.System, choices, version, CancellationToken.None) is null)
        {
            isStale = true;
            return false;
        }

        Toasts.Show(ToastTone.Success, Texts["Mapping.Saved"], Texts["Mapping.SavedText"], key: "settings");
        return true;
    }

    private string Say(string code, object[] args) => Texts[$"Problem.{code}", [.. args.Select(arg => arg is string field ? Words.Field(SyncSide.There, field, ownFields) : arg)]];

    private string? Error(int index) => Error($"{nameof(FieldMap.Rows)}[{index}]");

    // Of several values one is example enough.
    private string? OursOf(FieldRow row) => example?.Ours.Of(row.Here)
        ?? example?.Ours.Values.Where(value => SyncField.NameIn(value.Key) == row.Here).OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Value).FirstOrDefault();

    // What it was when both last agreed: asking for it as it is now would take a request for a mere example.
    private string? TheirsOf(FieldRow row) => example?.Agreed.TryGetValue(row.Key, out var agreed) == true ? agreed.There
        : example?.Agreed.Where(value => SyncField.NameIn(FieldRow.NamesIn(value.Key).There) == row.There).OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Value.There).FirstOrDefault();

    private async Task ReloadAsync()
    {
        BeginAnew();
        isStale = false;
        await LoadAsync();
    }

    // The other's choices stay, except for this mapping.
    private async Task SaveOverAsync()
    {
        (stored, version) = await Editor.ReadAsync(Workspace, account!.System, Closed);
        await SaveAsync();
    }
}
