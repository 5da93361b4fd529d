using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>The page of one record: it fills a form, saves it, and keeps what is typed meanwhile.</summary>
public abstract partial class RecordEditorPage<TRecord, TDraft, TTexts> : WorkspaceComponent
    where TRecord : class
    where TDraft : class, new()
{
    private bool isTouched;
    private Guid? shown;
    private int edits;

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ProblemSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<TTexts> Texts { get; init; }

    [Inject] public required ILoggerFactory Loggers { get; init; }

    /// <summary>Null for a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    protected InputProblems Inputs { get; } = new();

    protected Dictionary<string, string> Errors { get; private set; } = [];

    protected TDraft? Draft { get; private set; }

    protected TRecord? Stored { get; private set; }

    protected string? Notice { get; set; }

    protected bool IsStale { get; private set; }

    protected bool IsMissing { get; private set; }

    protected bool HasFailed { get; private set; }

    /// <summary>How often the form began anew, so that nothing unreadable is left of what was typed before.</summary>
    protected int Fillings { get; private set; }

    /// <summary>The list's address, which the record's own begins with.</summary>
    protected abstract string ListHref { get; }

    /// <summary>What the record that is shown is called.</summary>
    protected abstract string? Name { get; }

    private ILogger Logger => Loggers.CreateLogger(GetType());

    protected abstract Task<TRecord?> FindAsync(Guid id);

    protected abstract TDraft Fill(TRecord record);

    /// <summary>What has been typed since it was saved is to be saved as the next version.</summary>
    protected abstract void Follow(TDraft draft, Guid? id, int version);

    /// <summary>Reads what stands beside the form; null for a new record.</summary>
    protected abstract Task ReadAboutAsync(TRecord? record);

    protected abstract Task<SaveResult> StoreAsync(Actor actor, TDraft draft);

    protected override Task OnParametersSetAsync() => Fillings > 0 && shown == Id ? Task.CompletedTask : LoadAsync();

    protected Task LoadAsync()
    {
        Fillings++;
        return ReadAsync(Id);
    }

    protected void Touch() => (isTouched, edits) = (true, edits + 1);

    /// <summary>Whether leaving loses anything. A new one that was just saved goes on to its own address without being left.</summary>
    protected bool IsUnsaved() => isTouched && shown == Id;

    protected async Task SaveAsync()
    {
        Notice = Inputs.Any ? Texts["Editor.Unreadable"].Value : null;
        if (Draft is null || Inputs.Any)
            return;
        try
        {
            var actor = (await CurrentUser.GetAsync()).Actor;
            var before = edits;
            await TellAsync(await StoreAsync(actor, Draft), before);
        }
        catch (Exception fault) when (fault is not UnauthorizedAccessException)
        {
            Log.SaveFailed(Logger, fault, typeof(TRecord).Name, shown);
            Notice = Texts["Editor.NotSaved"];
        }
    }

    protected void LeaveDeleted(string name)
    {
        isTouched = false;
        Toasts.Show(ToastTone.Success, Texts["Delete.Done", name]);
        Navigation.NavigateTo(ListHref);
    }

    protected async Task<bool> ConfirmAsync(string what, string name) => await Dialogs.Confirm(
        Texts[$"{what}.Text", name], Texts[$"{what}.Title"],
        new ConfirmOptions { OkButtonText = Texts[$"{what}.Confirm"], CancelButtonText = Texts["Cancel"] }) == true;

    /// <param name="wanted">The one to show; null for a new one.</param>
    /// <param name="saved">What was saved just now; what has been typed since then stays in the form.</param>
    private async Task ReadAsync(Guid? wanted, (int Edits, int Version)? saved = null)
    {
        shown = wanted;
        try
        {
            Stored = wanted is { } id ? await FindAsync(id) : null;
            IsMissing = wanted is not null && Stored is null;
            if (Draft is not null && saved is { } form && form.Edits != edits)
                Follow(Draft, wanted, form.Version);
            else
                (Draft, Errors, Notice, IsStale, isTouched) = (Stored is null ? new() : Fill(Stored), [], null, false, false);
            await ReadAboutAsync(Stored);
            HasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault, typeof(TRecord).Name);
            HasFailed = true;
        }
    }

    private async Task TellAsync(SaveResult result, int before)
    {
        (Errors, Notice, IsStale) = ([], null, result is SaveResult.ChangedMeanwhile);
        switch (result)
        {
            case SaveResult.Saved saved:
                await ShowSavedAsync(saved.Id, (before, saved.Version));
                break;
            case SaveResult.Invalid invalid:
                Errors = Sentences.ByField(invalid.Problems);
                Notice = Texts["Editor.Invalid"];
                break;
            case SaveResult.ChangedMeanwhile:
                Notice = Texts["Editor.ChangedMeanwhile"];
                break;
            default:
                Notice = Texts["Editor.MissingText"];
                break;
        }
    }

    private async Task ShowSavedAsync(Guid id, (int Edits, int Version) saved)
    {
        isTouched = edits != saved.Edits;
        await ReadAsync(id, saved);
        if (Id is null)
            Navigation.NavigateTo($"{ListHref}/{id}", replace: true);
        Toasts.Show(ToastTone.Success, Texts["Editor.Saved", Name ?? ""], key: $"saved:{id}");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Record} could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault, string record);

        [LoggerMessage(LogLevel.Error, "{Record} {Id} could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault, string record, Guid? id);
    }
}
