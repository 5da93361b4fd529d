using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>Brings over what was in the shop before: shown first with count, sum and what would be refused, and never sent to customers.</summary>
public sealed partial class BringOverPage
{
    private ShopPair? pair;
    private PushPlan? plan;
    private PlanCheck? check;
    private Failure? refusal;
    private DateOnly from;
    private bool isRead;

    [SupplyParameterFromQuery(Name = "shop")] public string? Shop { get; set; }

    [Inject] public required ShopPairs Pairs { get; init; }

    [Inject] public required InvoiceWays Ways { get; init; }

    [Inject] public required PushPlans Plans { get; init; }

    [Inject] public required BringOver Over { get; init; }

    [Inject] public required OrderWords Words { get; init; }

    [Inject] public required PushWords Failures { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<OrderTexts> Texts { get; init; }

    // What is known to be refused stays; it can be brought over once it is mended.
    private List<Guid> Going => plan is null ? [] : [.. plan.Invoices.Except((check?.Stops ?? []).SelectMany(stop => stop.Invoices, (_, invoice) => invoice.Id))];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var today = Format.Today(Time);
        from = new(today.Year, today.Month, 1);
        var all = await Pairs.AllAsync(Workspace, Closed);
        pair = all.FirstOrDefault(one => Guid.TryParse(Shop, out var shop) ? one.Shop.Id == shop : one.IsOn);
        isRead = true;
    }

    private void ChooseDay(ChangeEventArgs change)
    {
        if (DateOnly.TryParseExact(change.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            (from, plan, check, refusal) = (day, null, null, null);
    }

    private async Task TryAsync()
    {
        (plan, check, refusal) = (null, null, null);
        var ids = await Ways.NotPushedAsync(Workspace, pair!.Shop.Id, pair.Company!.Id, from, Closed);
        switch (await Plans.MakeAsync(Workspace, ids, Closed, pair.Company.Id))
        {
            case PushPlanResult.Planned { Plan: var made }:
                check = await Plans.CheckAsync(Workspace, made, Closed);
                plan = made;
                break;
            case PushPlanResult.Refused { Failure: var why }:
                refusal = why;
                break;
        }

        StateHasChanged();
    }

    private async Task DoAsync()
    {
        var queued = await Over.QueueAsync((await CurrentUser.GetAsync()).Actor, pair!.Shop.Id, pair.Company!.Id, Going, CancellationToken.None);
        Toasts.Show(ToastTone.Success, Texts["BringOver.Done", Format.Count(queued)]);
        Navigation.NavigateTo(new OrdersView(pair.Shop.Id).Href);
    }
}
