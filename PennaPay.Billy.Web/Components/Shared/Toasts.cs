namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>What a toast says of an action: still going, done, or not done.</summary>
public enum ToastTone
{
    Info,
    Working,
    Success,
    Warning,
    Failure,
}

/// <summary>Where a toast leads; a new tab when that leaves the dashboard.</summary>
public sealed record ToastAction(string Label, string Href);

/// <summary>Takes back what a toast tells, once, while it is shown.</summary>
/// <param name="What">What pressing does, as who cannot see the toast around the button needs it: <c>restore invoice 1042</c>.</param>
/// <param name="Invoke">Does it. What it shows with the toast's key takes the toast's place; without any the toast goes.</param>
public sealed record ToastUndo(string What, Func<Task> Invoke);

public sealed record Toast(string Key, ToastTone Tone, string Title, string? Text, ToastAction? Action, ToastUndo? Undo = null)
{
    /// <summary>How long it stays; null until closed or replaced.</summary>
    public TimeSpan? Lifetime => Tone switch
    {
        ToastTone.Working or ToastTone.Failure => null,
        ToastTone.Warning => TimeSpan.FromSeconds(15),
        _ => TimeSpan.FromSeconds(8),
    };
}

/// <summary>
/// The toasts of one open page. A later toast with the same key takes the earlier one's place, so that progress turns into
/// its result instead of stacking.
/// </summary>
public sealed class Toasts
{
    private const int Most = 5;

    private readonly Lock gate = new();
    private List<Toast> shown = [];

    /// <summary>Raised after the shown toasts changed, on the caller's thread.</summary>
    public event Action? Changed;

    /// <summary>The toasts to show, oldest first.</summary>
    public IReadOnlyList<Toast> Shown => shown;

    /// <returns>Its key, for <see cref="Close(string)"/> or to be replaced.</returns>
    public string Show(ToastTone tone, string title, string? text = null, ToastAction? action = null, string? key = null, ToastUndo? undo = null)
    {
        var toast = new Toast(key ?? Guid.NewGuid().ToString("N"), tone, title, text, action, undo);
        Change(toasts =>
        {
            var place = toasts.FindIndex(t => t.Key == toast.Key);
            if (place >= 0)
                toasts[place] = toast;
            else
                toasts.Add(toast);
            // Too many at once hide the page; what is only told gives way before what must be read.
            while (toasts.Count > Most)
                toasts.RemoveAt(Math.Max(0, toasts.FindIndex(t => t.Lifetime is not null)));
        });
        return toast.Key;
    }

    /// <summary>Takes a toast away; one that is gone already is no error.</summary>
    public void Close(string key) => Change(toasts => toasts.RemoveAll(t => t.Key == key));

    /// <summary>Puts a toast in the place of just this one; whether it was shown still. Of several callers one is told so.</summary>
    public bool Replace(Toast old, Toast by)
    {
        var was = false;
        Change(toasts =>
        {
            var place = toasts.FindIndex(toast => ReferenceEquals(toast, old));
            was = place >= 0;
            if (was)
                toasts[place] = by;
        });
        return was;
    }

    /// <summary>Takes just this toast away, and none that has taken its place.</summary>
    public void Close(Toast toast) => Change(toasts => toasts.RemoveAll(shown => ReferenceEquals(shown, toast)));

    private void Change(Action<List<Toast>> change)
    {
        lock (gate)
        {
            List<Toast> next = [.. shown];
            change(next);
            shown = next;
        }
        Changed?.Invoke();
    }
}
