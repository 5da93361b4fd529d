using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>A form in which accounts and VAT are chosen: all of them, or those that something is missing for.</summary>
public abstract class MappingFormPage : SettingsFormPage<MappingForm>
{
    [Inject] public required PostingOverview Overview { get; init; }

    [Inject] public required PostingMap Map { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<MappingTexts> Texts { get; init; }

    /// <summary>Why there is nothing to choose from.</summary>
    protected Failure? Failure { get; private set; }

    /// <summary>Whether somebody else chose otherwise, so that nothing was stored.</summary>
    protected bool IsStale { get; private set; }

    // A choice that is taken back leaves nothing to save.
    protected override bool IsTouched => Draft is { Changes.Count: > 0 };

    protected override string Subject => "What lines are posted as";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        // Another window may have saved, connected or disconnected.
        ListenSoon(Feed, LoadAsync);
    }

    protected override async Task<Action> ReadAsync()
    {
        var result = await Overview.ReadAsync(Workspace, Closed);
        return () =>
        {
            var table = (result as PostingTableResult.Loaded)?.Table;
            Failure = (result as PostingTableResult.Refused)?.Failure;
            if (Draft is not null && table is not null)
                Draft.Table = table;
            else
                Show(table is null ? null : new(table));
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, MappingForm draft)
    {
        IsStale = false;
        var changes = draft.Changes;
        switch (await Map.SaveAsync(actor, changes, CancellationToken.None))
        {
            case SavePostingResult.Refused refused:
                return Refuse(refused.Failure);
            case SavePostingResult.ChangedMeanwhile:
                draft.Undo();
                await LoadAsync();
                IsStale = true;
                return false;
            default:
                draft.Settle(changes);
                Tell();
                return true;
        }
    }

    /// <summary>Says that it is stored.</summary>
    protected virtual void Tell() => Toasts.Show(
        ToastTone.Success, Texts["Saved"], Texts["SavedText"], new(Texts["Saved.SeeFailed"], $"/invoices?state={nameof(CopyState.Failed)}"), key: "mapping");

    protected void Undo()
    {
        Draft?.Undo();
        IsStale = false;
        BeginAnew();
    }
}
