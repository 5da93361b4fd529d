using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Attention;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Push;
using Radzen;

namespace PennaPay.Billy.Tests.Attention;

/// <summary>What failed, and trouble with the connection, where a person looks for what needs attention.</summary>
public sealed class FailuresPageTests : IAsyncLifetime
{
    private PageHost host = null!;
    private Customer customer = null!;

    public FailuresPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        customer = await host.Product.AddCustomerAsync();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Failures_StandByCause_WithTheirSum_TheRemedy_AndTheInvoices()
    {
        var first = await FailAsync("1");
        await FailAsync("2");
        await FailAsync("3", invoice => invoice.Lines[0].AccountCode = "99");

        var page = host.Open<AttentionPage>("/attention");

        page.WaitForElement("[data-testid=failure-group]", PageHost.Patience);
        Assert.Equal(
            ["2 fakturaer: ingen momsregel for salg med omvendt betalingspligt (DK)", "1 faktura: kontoen findes ikke i Billy · 99"],
            page.FindAll("[data-testid=group-title]").Select(title => title.TextContent));
        var group = page.FindAll("[data-testid=failure-group]")[0];
        Assert.Equal("2.000,00\u00A0kr.", group.QuerySelector("[data-testid=group-sum]")!.TextContent);
        Assert.EndsWith("Stoppet her", group.QuerySelector("[data-testid=group-source]")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("/settings/mapping", group.QuerySelector("[data-testid=group-remedy]")!.GetAttribute("href"));
        var invoice = group.QuerySelectorAll("[data-testid=group-invoice]")[0];
        Assert.Equal($"/invoices/{first.Id}", invoice.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("1 Nordlys Design ApS1.000,00\u00A0kr.", Words(invoice));
        Assert.Equal(
            ["/settings/mapping", "/settings/billy#account-code"],
            page.FindAll("[data-testid=failure-group]")[1].QuerySelectorAll("[data-testid=group-remedy]").Select(remedy => remedy.GetAttribute("href")));
        Assert.Empty(page.FindAll("[data-testid=empty-state], [data-testid=section-decisions], [data-testid=section-connection]"));
        Assert.Empty(group.QuerySelectorAll("[data-testid=group-more]"));
    }

    [Fact]
    public async Task ManyOfACause_AreToldByTheFirst_AndLeadToThoseAlone()
    {
        for (var number = 1; number <= 7; number++)
            await FailAsync($"{number}");
        await FailAsync("8", invoice => invoice.Lines[0].AccountCode = "99");

        var page = host.Open<AttentionPage>("/attention");

        var more = page.WaitForElement("[data-testid=group-more]", PageHost.Patience);
        Assert.Equal(("og 2 til", "/invoices?state=Failed&cause=vat_ruleset_missing%3AReverseCharge%20(DK)"), (more.TextContent, more.GetAttribute("href")));

        var list = host.Open<InvoicesPage>(more.GetAttribute("href")!);
        list.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        Assert.Equal(7, list.FindAll("[data-testid=invoice-row]").Count);
        var chip = list.Find("[data-testid=filter-cause]");
        Assert.EndsWith("Fejlet: ingen momsregel for salg med omvendt betalingspligt (DK)", Words(chip.QuerySelector("span:not(.pp-icon)")!), StringComparison.Ordinal);
        Assert.StartsWith("Overfør alle 7", Words(list.Find("[data-testid=push-matching]")), StringComparison.Ordinal);
        Assert.Equal("/invoices?state=Failed", list.Find("[data-testid=filter-cause-off]").GetAttribute("href"));
        Assert.Equal("/invoices?state=Present", list.Find("[data-testid=tab-Present]").GetAttribute("href"));
        Assert.Empty(list.FindAll("[data-testid=save-filter]"));

        list = host.Open<InvoicesPage>("/invoices?state=Failed");
        list.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        Assert.Equal(8, list.FindAll("[data-testid=invoice-row]").Count);
        Assert.Empty(list.FindAll("[data-testid=filter-cause]"));
    }

    [Fact]
    public async Task ACustomerThatIsInTheWay_IsOneClickAway()
    {
        // Two companies that share a mailbox, and a third customer of whom nothing but that mailbox is known.
        await host.Product.PushAsync(await AddAsync("1"));
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: await host.Product.AddCustomerAsync("Anden", cvr: "10150817"), number: "2"));
        var nameless = await host.Product.AddCustomerAsync("Tredje", cvr: null);
        Assert.Equal(PushState.Rejected, (await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: nameless, number: "3"))).State);

        var page = host.Open<AttentionPage>("/attention");

        Assert.Equal($"/customers/{nameless.Id}", page.WaitForElement("[data-testid=group-customer]", PageHost.Patience).GetAttribute("href"));
    }

    [Fact]
    public async Task TryAgain_PushesAllOfTheCause_OnceTheyAreMended_AndIsAudited()
    {
        var mended = new[] { await FailAsync("1"), await FailAsync("2") };
        var other = await FailAsync("3", invoice => invoice.Lines[0].AccountCode = "99");
        foreach (var invoice in mended)
            await host.Product.EditAsync(invoice.Id, stored => (stored.Lines[0].Vat, stored.Lines[0].VatRate) = (VatTreatment.Standard, 25));
        host.Product.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = host.Open<AttentionPage>("/attention");

        await AnswerAsync(page, true);
        await host.Product.DrainAsync();

        var pushes = await host.Product.EntriesAsync();
        Assert.All(mended, invoice => Assert.Equal(
            (PushState.Succeeded, PushCause.Retry), pushes.Where(push => push.InvoiceId == invoice.Id).Select(push => (push.State, push.Cause)).Last()));
        Assert.Equal(PushState.Rejected, Assert.Single(pushes, push => push.InvoiceId == other.Id).State);
        Assert.Contains((await host.Product.Get<AuditLog>().PageAsync(host.Product.Owner, new(), default)).Rows, row => row is { Action: "invoices.pushed", Count: 2 });
        await host.EventuallyAsync(() => Assert.Equal("1 faktura: kontoen findes ikke i Billy · 99", Assert.Single(page.FindAll("[data-testid=group-title]")).TextContent));
    }

    [Fact]
    public async Task TryAgain_LeavesBehindWhatWouldFailAgain()
    {
        var (mended, stuck) = (await FailAsync("1"), await FailAsync("2"));
        await host.Product.EditAsync(mended.Id, stored => (stored.Lines[0].Vat, stored.Lines[0].VatRate) = (VatTreatment.Standard, 25));
        var dialog = await OpenPlanAsync(mended, stuck);

        Assert.Equal("Overfør de øvrige 1", dialog.Find("[data-testid=plan-push]").TextContent.Trim());
        Assert.Equal([mended.Id], await PressAsync(dialog));

        dialog = await OpenPlanAsync(stuck);
        Assert.Equal("Ret årsagen først", dialog.Find("[data-testid=plan-push]").TextContent.Trim());
        Assert.True(dialog.Find("[data-testid=plan-push]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task ADeadToken_IsTheFirstThing_AndCountsOnce()
    {
        host.Product.Billy.Revoke(host.Product.Token);
        await host.Product.QueueAsync(await AddAsync("1"));
        await host.Product.QueueAsync(await AddAsync("2"));
        await host.Product.DrainAsync();
        var page = host.Open<AttentionPage>("/attention");
        var badge = host.Browser.Render<AttentionBadge>();

        Assert.Equal(FailureCodes.TokenRejected, page.WaitForElement("[data-testid=trouble]", PageHost.Patience).GetAttribute("data-code"));
        var way = page.Find("[data-testid=trouble-way-on]");
        Assert.Equal(("Indsæt en ny adgangsnøgle", "/settings/billy"), (way.TextContent, way.GetAttribute("href")));
        Assert.Equal("Overførsler er på pause: Billy afviste adgangsnøglen.", page.Find("[data-testid=trouble-pause]").TextContent);
        await host.EventuallyAsync(() => Assert.Equal("Til handling: problem med forbindelsen", badge.Find("[data-testid=attention-count]").GetAttribute("title")));
        Assert.StartsWith("1", badge.Find("[data-testid=attention-count]").TextContent, StringComparison.Ordinal);

        await host.Product.ConnectAsync(host.Product.Billy.ReissueToken(host.Product.Token));
        await host.EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=trouble]")));
        await host.EventuallyAsync(() => Assert.Empty(badge.Markup.Trim()));
    }

    [Fact]
    public async Task TooManyRequests_AreTrouble_ThatCanBeResumed()
    {
        host.Product.Plan(Web.Sandbox.Engine.SandboxFaultKind.TooManyRequests, path: null, method: null, retryAfter: 600);
        await host.Product.QueueAsync(await AddAsync("1"));
        await host.Product.DrainAsync();
        var page = host.Open<AttentionPage>("/attention");

        Assert.Equal(FailureCodes.RateLimited, page.WaitForElement("[data-testid=trouble]", PageHost.Patience).GetAttribute("data-code"));
        Assert.StartsWith("Overførsler er på pause til kl. ", page.Find("[data-testid=trouble-pause]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=resume]").ClickAsync();
        await host.EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=trouble]")));
    }

    [Fact]
    public async Task Badge_CountsDecisionsAndFailures_AndSaysWhich()
    {
        await FailAsync("1");
        await FailAsync("2");
        await host.Product.PushDoubtfullyAsync(await AddAsync("3"));
        var badge = host.Browser.Render<AttentionBadge>();

        await host.EventuallyAsync(() => Assert.Equal(
            "Til handling: 1 beslutning, 2 fakturaer, der ikke blev overført", badge.Find("[data-testid=attention-count]").GetAttribute("title")));
        Assert.StartsWith("3", badge.Find("[data-testid=attention-count]").TextContent, StringComparison.Ordinal);
    }

    private static string Words(AngleSharp.Dom.IElement element) =>
        string.Join(' ', element.TextContent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private Task AnswerAsync(IRenderedComponent<AttentionPage> page, bool yes) =>
        host.AnswerAsync(() => page.WaitForElement("[data-testid=group-retry]", PageHost.Patience).ClickAsync(), yes);

    private async Task<IRenderedComponent<PushPlanDialog>> OpenPlanAsync(params Invoice[] invoices)
    {
        var made = await host.Product.Get<PushPlans>().MakeAsync(host.Product.Workspace, [.. invoices.Select(invoice => invoice.Id)], default);
        var plan = Assert.IsType<PushPlanResult.Planned>(made).Plan;
        var dialog = host.Browser.Render<PushPlanDialog>(parameters => parameters.Add(p => p.Plan, plan).Add(p => p.LeavesStopped, true));
        dialog.WaitForElement("[data-testid=plan-rest-only]", PageHost.Patience);
        return dialog;
    }

    private async Task<IReadOnlyList<Guid>> PressAsync(IRenderedComponent<PushPlanDialog> dialog)
    {
        var dialogs = host.Browser.Services.GetRequiredService<DialogService>();
        var answer = dialog.InvokeAsync(() => dialogs.OpenAsync("", _ => _ => { }));
        await dialog.Find("[data-testid=plan-push]").ClickAsync();
        return Assert.IsAssignableFrom<IReadOnlyList<Guid>>((object?)await answer);
    }

    private Task<Invoice> AddAsync(string number, Action<Invoice>? change = null) => host.Product.AddInvoiceAsync(change, customer, number);

    private async Task<Invoice> FailAsync(string number, Action<Invoice>? change = null)
    {
        var invoice = await AddAsync(number, change ?? (stored => (stored.Lines[0].Vat, stored.Lines[0].VatRate) = (VatTreatment.ReverseCharge, 0)));
        Assert.Equal(PushState.Rejected, (await host.Product.PushAsync(invoice)).State);
        return invoice;
    }
}
