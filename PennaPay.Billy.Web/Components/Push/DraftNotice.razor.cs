using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// Says when the draft is no longer the one that was pushed: booked, deleted, or there twice. A deleted one can be
/// pushed anew.
/// </summary>
public sealed partial class DraftNotice
{
    private const string Missing = "Missing";

    private (Guid, CopyState)? shown;
    private DocumentCondition? condition;

    [Parameter, EditorRequired] public Guid InvoiceId { get; set; }

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter, EditorRequired] public CopyState State { get; set; }

    /// <summary>Why the latest push failed, if it did.</summary>
    [Parameter] public Failure? LatestFailure { get; set; }

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    private string? Situation =>
        State is CopyState.Waiting or CopyState.Sending ? null
        : State == CopyState.Failed && LatestFailure?.Code == FailureCodes.DraftMissing ? Missing
        : condition is DocumentCondition.Booked or DocumentCondition.Deleted or DocumentCondition.Duplicated ? condition.ToString()
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (InvoiceId, State))
            return;
        shown = (InvoiceId, State);
        await GuardAsync(async () => condition = await Decisions.ConditionAsync(Workspace, InvoiceId, Closed));
    }

    private async Task PushAsNewAsync()
    {
        var user = await CurrentUser.GetAsync();
        var failure = await Decisions.ForgetMissingAsync(user.Actor, InvoiceId, CancellationToken.None) is DecisionResult.Refused kept
            ? kept.Failure
            : await Pusher.PushAsync(user.Actor, InvoiceId, PushCause.Retry, CancellationToken.None) is QueueResult.Refused refused
                ? refused.Failure
                : null;
        if (failure is not null)
            Toasts.Show(ToastTone.Failure, Texts["Toast.Failed", Number], Words.SayWithNextStep(failure), Words.WayOn(failure));
    }
}
