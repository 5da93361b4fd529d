using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>One toast: what it tells, where it leads, and what takes it back. It goes by itself, but never while it is read.</summary>
public sealed partial class ToastCard
{
    private ElementReference close;
    private ITimer? end;
    private Toast? timed;
    private bool isPointedAt, hasFocus, losesFocus;

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required IStringLocalizer<SharedTexts> Texts { get; init; }

    [Inject] public required ILogger<ToastCard> Logger { get; init; }

    [Parameter, EditorRequired] public Toast Toast { get; set; } = default!;

    private string IconName => Toast.Tone switch
    {
        ToastTone.Success => "check_circle",
        ToastTone.Warning => "warning",
        ToastTone.Failure => "error",
        _ => "info",
    };

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(timed, Toast))
            return;
        timed = Toast;
        Wait();
    }

    // The button that had the focus is gone: whoever uses the keyboard goes on from the same toast.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!losesFocus || Toast.Undo is not null)
            return;
        losesFocus = false;
        await close.FocusAsync();
    }

    public void Dispose() => end?.Dispose();

    private void Attend(bool? pointed = null, bool? focused = null)
    {
        (isPointedAt, hasFocus) = (pointed ?? isPointedAt, focused ?? hasFocus);
        Wait();
    }

    // Reading takes as long as it takes: a toast under the pointer or with the focus stays.
    private void Wait()
    {
        end?.Dispose();
        end = Toast.Lifetime is { } lifetime && !isPointedAt && !hasFocus
            ? Time.CreateTimer(_ => Close(), null, lifetime, Timeout.InfiniteTimeSpan)
            : null;
    }

    private void Close() => Toasts.Close(Toast.Key);

    // A second press finds another toast in its place, and so does one that was on its way when this one went.
    private async Task UndoAsync()
    {
        if (Toast is not { Undo: { } undo } told)
            return;
        var working = told with { Tone = ToastTone.Working, Title = Texts["Undo.Working"], Text = told.Title, Action = null, Undo = null };
        if (!Toasts.Replace(told, working))
            return;
        losesFocus = hasFocus;
        try
        {
            await undo.Invoke();
        }
        catch (NotPermittedException)
        {
            Toasts.Show(ToastTone.Failure, Texts["Undo.Failed"], Texts["Undo.NotPermitted"], key: told.Key);
        }
        // Toasts stand outside of what shows a page's faults: one must not take the page along.
        catch (Exception fault)
        {
            Log.UndoFailed(Logger, fault);
            Toasts.Show(ToastTone.Failure, Texts["Undo.Failed"], Texts["Undo.FailedText", told.Title], key: told.Key);
        }

        Toasts.Close(working);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What a message told could not be taken back.")]
        public static partial void UndoFailed(ILogger logger, Exception fault);
    }
}
