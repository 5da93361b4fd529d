using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>
/// Pushes many invoices at once, after it has said what that comes to: just those, and to just that account. How the batch ends
/// is told by its toast.
/// </summary>
public sealed partial class PushManyButton
{
    [Inject] public required PushPlans Plans { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    [Parameter] public string? Icon { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Why they are pushed.</summary>
    [Parameter] public PushCause Cause { get; set; } = PushCause.Bulk;

    /// <summary>Whether what the books over there are known to stop stays behind: it was pushed before, and would fail again.</summary>
    [Parameter] public bool LeavesStopped { get; set; }

    /// <summary>Which invoices, as they are when the button is pressed.</summary>
    [Parameter, EditorRequired] public required Func<Task<IReadOnlyCollection<Guid>>> Choose { get; set; }

    /// <summary>Told once they are queued.</summary>
    [Parameter] public EventCallback Queued { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private async Task PushAsync()
    {
        var chosen = await Choose();
        var made = await Plans.MakeAsync(Workspace, chosen, Closed);
        if (made is PushPlanResult.Refused refused)
        {
            TellRefusal(chosen.Count, refused.Failure);
            return;
        }

        var plan = ((PushPlanResult.Planned)made).Plan;
        var meant = plan.Invoices.Count == 0 ? [] : await AskAsync(plan);
        if (meant is null)
            return;
        var result = meant.Count == 0
            ? null
            : await Pusher.PushManyAsync((await CurrentUser.GetAsync()).Actor, meant, Cause, CancellationToken.None, plan.Connection);
        if (result?.Failure is { } failure)
            TellRefusal(result.Refused, failure);
        else if (plan.AlreadyPresent + plan.AlreadyWaiting + (result?.AlreadyPresent + result?.AlreadyWaiting ?? 0) is > 0 and var known)
            Toasts.Show(ToastTone.Info, Texts["Bulk.Known", Format.Count(known)]);
        await Queued.InvokeAsync();
    }

    /// <returns>What is to be pushed; null when nothing is.</returns>
    private async Task<IReadOnlyList<Guid>?> AskAsync(PushPlan plan)
    {
        object? answer = await Dialogs.OpenAsync<PushPlanDialog>(
            Texts["Bulk.PlanTitle"],
            new() { [nameof(PushPlanDialog.Plan)] = plan, [nameof(PushPlanDialog.LeavesStopped)] = LeavesStopped },
            new DialogOptions { Width = "min(560px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        return answer switch
        {
            true => plan.Invoices,
            IReadOnlyList<Guid> some => some,
            _ => null,
        };
    }

    private void TellRefusal(int count, Failure failure) =>
        Toasts.Show(ToastTone.Failure, Texts["Bulk.Refused", Format.Count(count)], Words.SayWithNextStep(failure), Words.WayOn(failure));
}
