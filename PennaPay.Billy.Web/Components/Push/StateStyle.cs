using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>How a state looks: its colour and its icon. The word beside it is <c>Invoice.…</c> or <c>Push.…</c> in PushTexts.</summary>
public readonly record struct StateStyle(Tone Tone, string Icon)
{
    public static StateStyle Of(CopyState state) => state switch
    {
        CopyState.Waiting => new(Tone.Info, "schedule"),
        CopyState.Sending => new(Tone.Working, "sync"),
        CopyState.Present => new(Tone.Success, "check_circle"),
        CopyState.Changed => new(Tone.Warning, "edit"),
        CopyState.Failed => new(Tone.Danger, "error"),
        CopyState.NeedsAttention => new(Tone.Warning, "warning"),
        CopyState.ChangedThere => new(Tone.Warning, "edit_note"),
        CopyState.Booked => new(Tone.Info, "task_alt"),
        CopyState.PartlyPaid => new(Tone.Info, "payments"),
        CopyState.Paid => new(Tone.Success, "paid"),
        CopyState.Credited => new(Tone.Neutral, "undo"),
        CopyState.Voided => new(Tone.Neutral, "block"),
        CopyState.Deleted => new(Tone.Warning, "delete"),
        _ => new(Tone.Neutral, "radio_button_unchecked"),
    };

    public static StateStyle Of(PushState state) => state switch
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
