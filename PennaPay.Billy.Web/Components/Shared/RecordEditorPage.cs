using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>The page of one record, known by its version, in a <see cref="RecordFrame{TRecord, TDraft, TTexts}"/>.</summary>
public abstract class RecordEditorPage<TRecord, TDraft, TTexts> : FormPage
    where TRecord : class
    where TDraft : class, new()
{
    private (Guid? Id, Guid? From)? shown;

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ProblemSentences Sentences { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required IStringLocalizer<TTexts> Texts { get; init; }

    /// <summary>Null for a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    protected internal TDraft? Draft { get; private set; }

    protected internal bool IsStale { get; private set; }

    protected internal bool IsMissing { get; private set; }

    /// <summary>The list's address, which the record's own begins with.</summary>
    protected internal abstract string ListHref { get; }

    protected TRecord? Stored { get; private set; }

    /// <summary>What the record that is shown is called.</summary>
    protected abstract string? Name { get; }

    /// <summary>The record that a new one starts from; null where it starts from nothing.</summary>
    protected virtual Guid? StartsFrom => null;

    protected override string Subject =>
        shown?.Id is { } id ? $"{typeof(TRecord).Name} {id}" : $"A new {typeof(TRecord).Name}";

    private (Guid? Id, Guid? From) Address => (Id, StartsFrom);

    protected abstract Task<TRecord?> FindAsync(Guid id);

    /// <summary>The form of a new record.</summary>
    protected virtual Task<TDraft> BeginAsync() => Task.FromResult(new TDraft());

    /// <summary>Called when a record takes the place of what the form holds.</summary>
    protected abstract TDraft Fill(TRecord record);

    /// <summary>What has been typed since it was saved is to be saved as the next version.</summary>
    protected abstract void Follow(TDraft draft, Guid id, int version);

    /// <summary>Reads what stands beside the form; null for a new record.</summary>
    protected virtual Task ReadAboutAsync(TRecord? record) => Task.CompletedTask;

    protected abstract Task<SaveResult> StoreAsync(Actor actor, TDraft draft);

    protected override Task OnParametersSetAsync()
    {
        if (shown == Address)
            return Task.CompletedTask;
        shown = Address;
        BeginAnew();
        return ReadAndShowAsync();
    }

    /// <summary>Whether leaving loses anything. A new one that was just saved goes on to its own address without being left.</summary>
    protected internal override bool IsUnsaved() => base.IsUnsaved() && shown == Address;

    /// <summary>Shows what is stored in place of what has been typed.</summary>
    protected internal Task ReloadAsync()
    {
        BeginAnew();
        return LoadAsync();
    }

    protected override void BeginAnew()
    {
        base.BeginAnew();
        IsStale = false;
    }

    protected override async Task<Action> ReadAsync()
    {
        var record = shown?.Id is { } id ? await FindAsync(id) : null;
        var begun = shown?.Id is null ? await BeginAsync() : null;
        await ReadAboutAsync(record);
        return () =>
        {
            (Stored, IsMissing) = (record, record is null && begun is null);
            if (!IsTouched)
                Draft = record is null ? begun : Fill(record);
        };
    }

    protected Task<bool> SaveAsync() => ChangeAsync("Editor.Saved", actor => StoreAsync(actor, Draft!));

    /// <summary>Changes what is stored in another way than by the form, which is saved first.</summary>
    /// <param name="done">The text that says so of the record, by its key.</param>
    /// <param name="change">Makes the change.</param>
    protected async Task ChangeStoredAsync(string done, Func<Actor, Guid, Task<SaveResult>> change)
    {
        if (await EnsureSavedAsync() is { } id)
            await ChangeAsync(done, actor => change(actor, id));
    }

    /// <summary>Saves the form if it holds what is not stored.</summary>
    /// <returns>The record's id; null where it could not be saved.</returns>
    protected async Task<Guid?> EnsureSavedAsync() =>
        (Stored is not null && !IsTouched) || await SaveAsync() ? shown?.Id : null;

    protected void LeaveDeleted(string name)
    {
        BeginAnew();
        Toasts.Show(ToastTone.Success, Texts["Delete.Done", name]);
        Navigation.NavigateTo(ListHref);
    }

    protected async Task<bool> ConfirmAsync(string what, string name) => await Dialogs.Confirm(
        Texts[$"{what}.Text", name], Texts[$"{what}.Title"],
        new ConfirmOptions { OkButtonText = Texts[$"{what}.Confirm"], CancelButtonText = Texts["Cancel"] }) == true;

    private async Task<bool> ChangeAsync(string done, Func<Actor, Task<SaveResult>> change)
    {
        if (Draft is null || !await KeepAsync(async actor => Tell(await change(actor))))
            return false;
        if (Id is null)
            Navigation.NavigateTo($"{ListHref}/{shown?.Id}", replace: true);
        Toasts.Show(ToastTone.Success, Texts[done, Name ?? ""], key: $"saved:{shown?.Id}");
        return true;
    }

    private bool Tell(SaveResult result)
    {
        IsStale = result is SaveResult.ChangedMeanwhile;
        switch (result)
        {
            case SaveResult.Saved saved:
                shown = (saved.Id, null);
                Follow(Draft!, saved.Id, saved.Version);
                return true;
            case SaveResult.Invalid invalid:
                Errors = Sentences.ByField(invalid.Problems);
                Notice = FormTexts["Form.Invalid"];
                return false;
            case SaveResult.Incoming:
                var incoming = Describer.Describe(new Failure(FailureCodes.InvoiceIncoming));
                Notice = $"{incoming.Title}. {incoming.Text} {incoming.Next}";
                return false;
            case SaveResult.ChangedMeanwhile:
                Notice = Texts["Editor.ChangedMeanwhile"];
                return false;
            default:
                Notice = Texts["Editor.MissingText"];
                return false;
        }
    }
}
