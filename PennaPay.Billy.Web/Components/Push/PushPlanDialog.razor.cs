using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>
/// Says what pushing many invoices comes to and asks whether it is meant. What is known here stands at once; what the books
/// over there would stop, a moment later.
/// </summary>
public sealed partial class PushPlanDialog
{
    private const int Most = 8;

    private PlanCheck? check;

    [Parameter, EditorRequired] public PushPlan Plan { get; set; } = default!;

    /// <summary>Whether what would be stopped is left out of what is pushed.</summary>
    [Parameter] public bool LeavesStopped { get; set; }

    [Inject] public required PushPlans Plans { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await GuardAsync(async () => check = await Plans.CheckAsync(Workspace, Plan, Closed));
    }

    // Null where all of them go.
    private List<Guid>? Rest => LeavesStopped && check is { Stopped: > 0 } stopping
        ? [.. Plan.Invoices.Except(stopping.Stops.SelectMany(stop => stop.Invoices, (_, invoice) => invoice.Id))]
        : null;

    private string Count(int count) => count == 1 ? Texts["Plan.One"] : Texts["Plan.Many", Format.Count(count)];

    // The invoices are linked beside it.
    private ToastAction? WayOn(Failure failure) => PushWords.IsOfMapping(failure.Code) ? Words.WayOn(failure) : null;
}
