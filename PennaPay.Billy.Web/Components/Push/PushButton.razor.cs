using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// Pushes one invoice. The button shows where the invoice stands and takes one click at a time; how the push ends is told
/// by <see cref="PushToasts"/>, in every open window.
/// </summary>
public sealed partial class PushButton
{
    private bool isAsking;

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    /// <summary>Null while the invoice has never been saved; <see cref="Prepare"/> then gives the id.</summary>
    [Parameter] public Guid? InvoiceId { get; set; }

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter, EditorRequired] public CopyState State { get; set; }

    /// <summary>In a row of a list: small, and short of words.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>Whether the form holds what is not saved, so that pushing saves first.</summary>
    [Parameter] public bool IsTouched { get; set; }

    /// <summary>Whether the queue is paused, so that what waits can be taken back.</summary>
    [Parameter] public bool IsPaused { get; set; }

    [Inject] public required PushDecisions Decisions { get; init; }

    /// <summary>Runs before the push, such as saving a form; null stops it.</summary>
    [Parameter] public Func<Task<Guid?>>? Prepare { get; set; }

    private bool IsBusy => isAsking || State is CopyState.Waiting or CopyState.Sending;

    private string Name => Texts[$"Button.{State}.Name", Number];

    private string Text => Compact ? Texts[$"Button.{State}"]
        : IsTouched && State is CopyState.Present or CopyState.Changed ? Texts["Button.SaveAndUpdate"]
        : Texts[$"Button.{State}.Long"];

    private string IconName => State switch
    {
        CopyState.Failed or CopyState.NeedsAttention => "refresh",
        _ => "arrow_upward",
    };

    private string Class => (Compact, State) switch
    {
        (true, _) => "pp-button-small",
        (false, CopyState.Present) when !IsTouched => "",
        _ => "pp-button-primary",
    };

    private async Task PushAsync()
    {
        if (IsBusy)
            return;
        isAsking = true;
        try
        {
            if ((Prepare is null ? InvoiceId : await Prepare()) is { } invoice)
                await QueueAsync(invoice);
        }
        finally
        {
            isAsking = false;
        }
    }

    private async Task CancelAsync()
    {
        var user = await CurrentUser.GetAsync();
        if (InvoiceId is { } invoice && await Decisions.CancelAsync(user.Actor, invoice, CancellationToken.None) is DecisionResult.Refused refused)
            Toasts.Show(ToastTone.Failure, Texts["Toast.Failed", Number], Words.Say(refused.Failure), Words.WayOn(refused.Failure, invoice));
    }

    // What is under way already needs no words: the button says so as soon as the page hears of it.
    private async Task QueueAsync(Guid invoice)
    {
        var user = await CurrentUser.GetAsync();
        var cause = State is CopyState.Failed or CopyState.NeedsAttention ? PushCause.Retry : PushCause.Manual;
        switch (await Pusher.PushAsync(user.Actor, invoice, cause, CancellationToken.None))
        {
            case QueueResult.AlreadyPresent known:
                Toasts.Show(ToastTone.Info, Texts["Toast.AlreadyPresent", Number], Texts["Toast.AlreadyPresentText"], Words.OpenDocument(known.Link));
                break;
            case QueueResult.Refused refused:
                Toasts.Show(ToastTone.Failure, Texts["Toast.Failed", Number], Words.SayWithNextStep(refused.Failure), Words.WayOn(refused.Failure, invoice));
                break;
        }
    }
}
