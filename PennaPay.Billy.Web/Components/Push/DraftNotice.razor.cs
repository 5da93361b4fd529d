using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// Says when the draft in Billy is no longer the one that was pushed: booked, deleted, or there twice. A deleted one can be
/// pushed anew.
/// </summary>
public sealed partial class DraftNotice
{
    private const string Missing = "Missing";

    private (Guid, BillyState)? shown;
    private DraftStanding? standing;

    [Parameter, EditorRequired] public Guid InvoiceId { get; set; }

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter, EditorRequired] public BillyState State { get; set; }

    /// <summary>Why the latest push failed, if it did.</summary>
    [Parameter] public Failure? LatestFailure { get; set; }

    [Inject] public required PushDesk Desk { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    private string? Situation =>
        State is BillyState.Waiting or BillyState.Sending ? null
        : State == BillyState.Failed && LatestFailure?.Code == FailureCodes.DraftMissing ? Missing
        : standing is DraftStanding.Booked or DraftStanding.Deleted or DraftStanding.Duplicated ? standing.ToString()
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (InvoiceId, State))
            return;
        shown = (InvoiceId, State);
        await GuardAsync(async () => standing = await Desk.DraftStandingAsync(Workspace, InvoiceId, Closed));
    }

    private async Task PushAsNewAsync()
    {
        var user = await CurrentUser.GetAsync();
        var failure = await Desk.ForgetMissingDraftAsync(user.Workspace, InvoiceId, user.Email, CancellationToken.None) is DeskResult.Refused kept
            ? kept.Failure
            : await Pusher.QueueAsync(user.Workspace, InvoiceId, new(PushCause.Retry, user.Email), CancellationToken.None) is QueueResult.Refused refused
                ? refused.Failure
                : null;
        if (failure is not null)
            Toasts.Show(ToastTone.Failure, Texts["Toast.Failed", Number], Words.SayWithNextStep(failure), Words.WayOn(failure));
    }
}
