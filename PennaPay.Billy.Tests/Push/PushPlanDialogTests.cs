using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Sandbox.Engine;
using Radzen;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushPlanDialogTests : IAsyncLifetime
{
    private PageHost host = null!;

    public PushPlanDialogTests() => PageHost.Speak("da-DK");

    private DialogService Dialogs => host.Browser.Services.GetRequiredService<DialogService>();

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Dialog_SaysHowManyForHowMuchAndWhere_AndListsWhatIsStopped()
    {
        var customer = await host.Product.AddCustomerAsync();
        var there = await AddAsync(customer, "1");
        await host.Product.PushAsync(there);
        var stopped = await AddAsync(customer, "2", VatTreatment.ReverseCharge);
        host.Product.Get<IOptions<BillyOptions>>().Value.RequestsPerSecond = 0.1;
        var plan = await PlanAsync(there, stopped, await AddAsync(customer, "3"), await AddAsync(customer, "4"));
        host.Product.Get<IOptions<BillyOptions>>().Value.RequestsPerSecond = 0;

        var dialog = Render(plan);

        dialog.WaitForElement("[data-testid=plan-stopped]", PageHost.Patience);
        Assert.Equal("3 fakturaer · 3.500,00\u00A0kr.", Text(dialog, "plan-what"));
        Assert.StartsWith("Til PennaPay Prøvefirma ApS", Text(dialog, "plan-where"), StringComparison.Ordinal);
        Assert.EndsWith("Sandkasse", Text(dialog, "plan-sandbox"), StringComparison.Ordinal);
        Assert.Equal("Tager ca. 30 sek.", Text(dialog, "plan-duration"));
        Assert.Equal("1 springes over: allerede i Billy, på vej, eller ændret eller slettet dér.", Text(dialog, "plan-known"));
        Assert.Equal("1 faktura bliver stoppet", Text(dialog, "plan-stopped"));
        var stop = dialog.Find("[data-testid=plan-stop]");
        Assert.Equal(FailureCodes.VatRulesetMissing, stop.GetAttribute("data-code"));
        Assert.Contains("ingen momsregel i Billy for salg med omvendt betalingspligt (DK)", stop.TextContent, StringComparison.Ordinal);
        Assert.Equal(("2", $"/invoices/{stopped.Id}"), (Text(dialog, "plan-invoice"), dialog.Find("[data-testid=plan-invoice]").GetAttribute("href")));
        Assert.Equal("/settings/mapping", dialog.Find("[data-testid=plan-way-on]").GetAttribute("href"));
        Assert.False(dialog.Find("[data-testid=plan-push]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dialog_WhenBillyCannotBeAsked_SaysSo_AndCanBeConfirmed()
    {
        var plan = await PlanAsync(await AddAsync(await host.Product.AddCustomerAsync(), "1"));
        host.Product.Plan(SandboxFaultKind.ServerError, path: "/accounts", method: "GET");

        var dialog = Render(plan);

        dialog.WaitForElement("[data-testid=plan-unchecked]", PageHost.Patience);
        Assert.Empty(dialog.FindAll("[data-testid=plan-clear]"));
        Assert.False(dialog.Find("[data-testid=plan-push]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Selection_IsQueued_OnlyOnceItIsConfirmed(bool isMeant)
    {
        var customer = await host.Product.AddCustomerAsync();
        await AddAsync(customer, "1");
        var opened = new TaskCompletionSource<PushPlan>();
        Dialogs.OnOpen += (_, _, parameters, _) => opened.TrySetResult((PushPlan)parameters![nameof(PushPlanDialog.Plan)]!);
        var queued = new TaskCompletionSource();
        var button = host.Browser.Render<PushManyButton>(parameters => parameters
            .Add(b => b.Text, "Overfør").Add(b => b.Choose, async () => await host.Product.Pusher.SentIdsAsync(host.Product.Workspace, null, default))
            .Add(b => b.Queued, () => queued.SetResult()));

        button.Find("button").Click();
        var plan = await opened.Task.WaitAsync(PageHost.Patience);
        // It comes too late to be asked about.
        await AddAsync(customer, "2");
        Assert.Empty(await host.Product.EntriesAsync());
        await button.InvokeAsync(() => Dialogs.Close(isMeant));

        if (isMeant)
            await queued.Task.WaitAsync(PageHost.Patience);
        button.WaitForAssertion(() => Assert.False(button.Find("button").HasAttribute("aria-busy")), PageHost.Patience);
        Assert.Equal(isMeant ? plan.Invoices : [], (await host.Product.EntriesAsync()).Select(entry => entry.InvoiceId));
    }

    [Fact]
    public async Task WhatIsAllThere_AsksNothing_AndSaysSo()
    {
        var invoice = await AddAsync(await host.Product.AddCustomerAsync(), "1");
        await host.Product.PushAsync(invoice);
        var button = host.Browser.Render<PushManyButton>(parameters => parameters
            .Add(b => b.Text, "Overfør").Add(b => b.Choose, () => Task.FromResult<IReadOnlyCollection<Guid>>([invoice.Id])));

        button.Find("button").Click();

        button.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast is { Tone: ToastTone.Info, Title: "1 af de markerede er allerede i Billy eller på vej" }), PageHost.Patience);
    }

    [Fact]
    public async Task Pill_ShowsHowFarItIs_InEveryWindow_AndStopsTheRest()
    {
        var customer = await host.Product.AddCustomerAsync();
        await AddAsync(customer, "1");
        await AddAsync(customer, "2");
        var (here, there) = (host.Browser.Render<BatchPill>(), host.Browser.Render<BatchPill>());
        Assert.Empty(here.Markup.Trim());
        await host.Product.Pusher.PushSentAsync(host.Product.Owner, null, PushCause.Bulk, default);
        await host.EventuallyAsync(() => Assert.StartsWith("0 af 2", Text(here, "batch-pill-count"), StringComparison.Ordinal));
        await host.EventuallyAsync(() => Assert.StartsWith("0 af 2", Text(there, "batch-pill-count"), StringComparison.Ordinal));

        here.Find("[data-testid=batch-pill-cancel]").Click();

        await host.EventuallyAsync(() => Assert.Empty(here.FindAll("[data-testid=batch-pill]")));
        await host.EventuallyAsync(() => Assert.Empty(there.FindAll("[data-testid=batch-pill]")));
        Assert.All(await host.Product.EntriesAsync(), entry => Assert.Equal(PushState.Cancelled, entry.State));
    }

    [Fact]
    public async Task Batch_IsThereAgain_AfterARestart()
    {
        await AddAsync(await host.Product.AddCustomerAsync(), "1");
        var queued = await host.Product.Pusher.PushSentAsync(host.Product.Owner, null, PushCause.Bulk, default);

        await host.Product.RestartAsync();

        var batches = host.Product.Get<PushBatches>();
        Assert.Equal(queued.BatchId, await batches.LatestOpenAsync(host.Product.Workspace, default));
        Assert.Equal(1, (await batches.ProgressAsync(host.Product.Workspace, queued.BatchId, default))?.Waiting);
    }

    private IRenderedComponent<PushPlanDialog> Render(PushPlan plan) =>
        host.Browser.Render<PushPlanDialog>(parameters => parameters.Add(dialog => dialog.Plan, plan));

    private async Task<PushPlan> PlanAsync(params Invoice[] invoices) => Assert.IsType<PushPlanResult.Planned>(
        await host.Product.Get<PushPlans>().MakeAsync(host.Product.Workspace, [.. invoices.Select(invoice => invoice.Id)], default)).Plan;

    private Task<Invoice> AddAsync(Customer customer, string number, VatTreatment vat = VatTreatment.Standard) => host.Product.AddInvoiceAsync(
        invoice => invoice.Lines.ForEach(line => (line.Vat, line.VatRate) = (vat, VatRates.Of(vat))), customer, number);

    private static string Text<T>(IRenderedComponent<T> shown, string id)
        where T : Microsoft.AspNetCore.Components.IComponent => shown.Find($"[data-testid={id}]").TextContent.Trim();
}
