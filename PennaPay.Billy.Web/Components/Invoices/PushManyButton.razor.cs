using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Pushes many invoices at once, and says which of them could not be. How the batch ends is told by its toast.</summary>
public sealed partial class PushManyButton
{
    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    [Parameter] public string? Icon { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Whether it is meant; without it, it is.</summary>
    [Parameter] public Func<Task<bool>>? Confirm { get; set; }

    /// <summary>Queues them for the user who is at the page.</summary>
    [Parameter, EditorRequired] public required Func<Actor, Task<BulkQueueResult>> Queue { get; set; }

    /// <summary>Told once they are queued.</summary>
    [Parameter] public EventCallback Queued { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private async Task PushAsync()
    {
        if (Confirm is not null && !await Confirm())
            return;
        var user = await CurrentUser.GetAsync();
        var result = await Queue(user.Actor);
        TellWhatWasLeftOut(result);
        await Queued.InvokeAsync();
    }

    private void TellWhatWasLeftOut(BulkQueueResult result)
    {
        var known = result.AlreadyPresent + result.AlreadyWaiting;
        if (result.Failure is { } failure)
        {
            Toasts.Show(ToastTone.Failure, Texts["Bulk.Refused", Format.Count(result.Refused)], Words.Say(failure), Words.WayOn(failure));
        }
        else if (known > 0)
        {
            Toasts.Show(ToastTone.Info, Texts["Bulk.Known", Format.Count(known)]);
        }
    }
}
