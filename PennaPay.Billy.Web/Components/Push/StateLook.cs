using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>How a state looks: its colour and its icon. The word beside it is <c>Invoice.…</c> or <c>Push.…</c> in PushTexts.</summary>
public readonly record struct StateLook(Tone Tone, string Icon)
{
    public static StateLook Of(BillyState state) => state switch
    {
        BillyState.Waiting => new(Tone.Info, "schedule"),
        BillyState.Sending => new(Tone.Working, "sync"),
        BillyState.InBilly => new(Tone.Success, "check_circle"),
        BillyState.Changed => new(Tone.Warning, "edit"),
        BillyState.Failed => new(Tone.Danger, "error"),
        BillyState.NeedsAttention => new(Tone.Warning, "warning"),
        _ => new(Tone.Neutral, "radio_button_unchecked"),
    };

    public static StateLook Of(PushState state) => state switch
    {
        PushState.Pending => new(Tone.Info, "schedule"),
        PushState.Sending => new(Tone.Working, "sync"),
        PushState.Unknown => new(Tone.Info, "help"),
        PushState.Succeeded => new(Tone.Success, "check_circle"),
        PushState.Rejected => new(Tone.Danger, "error"),
        PushState.NeedsAttention => new(Tone.Warning, "warning"),
        _ => new(Tone.Neutral, "block"),
    };
}
