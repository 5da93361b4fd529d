using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>
/// A form that shows what is stored, and stores what it shows. What is typed while it reads or saves stays, a fault is said
/// and loses nothing, and a text that is no value is never saved.
/// </summary>
public abstract partial class FormPage : WorkspaceComponent
{
    private int loads, edits, storedEdits;

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required ILoggerFactory Loggers { get; init; }

    [Inject] public required IStringLocalizer<InputTexts> FormTexts { get; init; }

    protected internal InputProblems Inputs { get; private set; } = new();

    /// <summary>Why it was not saved.</summary>
    protected internal string? Notice { get; protected set; }

    protected internal bool IsLoading { get; private set; } = true;

    protected internal bool HasFailed { get; private set; }

    protected internal bool IsSaving { get; private set; }

    /// <summary>How often the form began anew, so that nothing unreadable is left of what was typed before.</summary>
    protected internal int Fillings { get; private set; }

    /// <summary>What is wrong with a field, by its name.</summary>
    protected Dictionary<string, string> Errors { get; set; } = [];

    /// <summary>Whether the form holds what is not stored.</summary>
    protected virtual bool IsTouched => edits != storedEdits || Inputs.Any;

    /// <summary>What the form is of, as the beginning of a sentence in the log.</summary>
    protected abstract string Subject { get; }

    /// <summary>Whether leaving the page now would lose anything.</summary>
    protected internal virtual bool IsUnsaved() => IsTouched;

    /// <summary>Reads what is stored.</summary>
    /// <returns>What puts it on the page, except where something else has been typed.</returns>
    protected abstract Task<Action> ReadAsync();

    /// <summary>Shows what is stored now; what has been typed stays.</summary>
    protected internal async Task LoadAsync()
    {
        await ReadAndShowAsync();
        StateHasChanged();
    }

    /// <summary>As <see cref="LoadAsync"/>, where the page is drawn anew afterwards in any case: a long one takes its time.</summary>
    protected async Task ReadAndShowAsync()
    {
        var load = ++loads;
        try
        {
            var show = await ReadAsync();
            // A slower answer to an earlier question is old news.
            if (load != loads)
                return;
            show();
            (IsLoading, HasFailed) = (false, false);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The user went on to another page.
        }
        catch (Exception fault)
        {
            Log.LoadFailed(Loggers.CreateLogger(GetType()), fault, Subject);
            // With something typed in it the form stays: it may well be saved in a moment.
            if (load == loads)
                HasFailed = !IsTouched;
        }
    }

    protected void Touch() => edits++;

    /// <summary>Gives up what has been typed, and what was said of it.</summary>
    protected virtual void BeginAnew()
    {
        (storedEdits, Inputs, Errors, Notice) = (edits, new(), [], null);
        Fillings++;
    }

    protected string? Error(string field) => Errors.GetValueOrDefault(field);

    /// <summary>Stores something, unless that is under way already, and shows what is stored then.</summary>
    /// <param name="store">Stores it and returns true, or says why not and returns false.</param>
    /// <returns>Whether it is stored.</returns>
    protected async Task<bool> KeepAsync(Func<Actor, Task<bool>> store)
    {
        if (IsSaving)
            return false;
        Notice = Inputs.Any ? FormTexts["Form.Unreadable"].Value : null;
        if (!Inputs.Any)
            return await TryAsync(store);
        // Whoever asked may be a button that draws only itself.
        StateHasChanged();
        return false;
    }

    private async Task<bool> TryAsync(Func<Actor, Task<bool>> store)
    {
        var before = edits;
        (IsSaving, Errors) = (true, []);
        StateHasChanged();
        try
        {
            if (!await store((await CurrentUser.GetAsync()).Actor))
                return false;
            storedEdits = before;
            await ReadAndShowAsync();
            return true;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (fault is not UnauthorizedAccessException)
        {
            Log.SaveFailed(Loggers.CreateLogger(GetType()), fault, Subject);
            Notice = FormTexts["Form.NotSaved"];
            return false;
        }
        finally
        {
            IsSaving = false;
            StateHasChanged();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Subject} could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault, string subject);

        [LoggerMessage(LogLevel.Error, "{Subject} could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault, string subject);
    }
}
