using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>A form of settings that are saved together, shown in a <see cref="SettingsFrame{T}"/>.</summary>
/// <typeparam name="T">The settings, as the form holds them.</typeparam>
public abstract class SettingsFormPage<T> : FormPage
    where T : notnull
{
    protected internal T? Draft { get; private set; }

    /// <summary>Why another system, or we for its sake, did not take what was to be saved.</summary>
    protected internal Failure? Refusal { get; private set; }

    // Once for a page, and again whenever a part of one is given something else to show.
    protected override Task OnParametersSetAsync() => ReadAndShowAsync();

    /// <summary>Puts what is stored into the form, unless something else has been typed there.</summary>
    protected void Show(T? stored)
    {
        if (!IsTouched)
            Draft = stored;
    }

    /// <summary>Takes over what was chosen.</summary>
    protected void Change(T draft)
    {
        Draft = draft;
        Touch();
    }

    protected override void BeginAnew()
    {
        base.BeginAnew();
        Refusal = null;
    }

    protected internal async Task<bool> SaveAsync()
    {
        if (Draft is not { } draft)
            return false;
        if (!IsSaving)
            Refusal = null;
        return await KeepAsync(actor => StoreAsync(actor, draft));
    }

    /// <summary>Stores the settings and says so, or refuses.</summary>
    /// <returns>Whether they are stored.</returns>
    protected abstract Task<bool> StoreAsync(Actor actor, T draft);

    protected bool Refuse(string notice)
    {
        Notice = notice;
        return false;
    }

    protected bool Refuse(Failure failure)
    {
        Refusal = failure;
        return false;
    }

    protected bool Refuse(IEnumerable<KeyValuePair<string, string>> errors)
    {
        // The first of each field; the rest is said when that one is mended.
        foreach (var (field, sentence) in errors)
            Errors.TryAdd(field, sentence);
        return Refuse(FormTexts["Form.Invalid"]);
    }
}
