using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Overview;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Overview;

public sealed class OverviewPageTests
{
    public OverviewPageTests() => PageHost.Speak("da-DK");

    [Fact]
    public async Task Newcomer_SeesHowToBegin_AndNoEmptyChart()
    {
        await using var host = await StartAsync(connected: false);
        var page = Open(host);
        page.WaitForElement("[data-testid=getting-started]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=push-chart], [data-testid=connection-summary]"));
    }

    [Fact]
    public async Task Pushes_FillTheChart_AndEndTheBeginning_Live()
    {
        await using var host = await StartAsync();
        var customer = await host.Product.AddCustomerAsync();
        var (good, bad) = (await host.Product.AddInvoiceAsync(customer: customer, number: "1001"), await host.Product.AddInvoiceAsync(customer: customer, number: "1002"));
        var page = Open(host);
        Assert.Equal("PennaPay Prøvefirma ApS", page.WaitForElement("[data-testid=organization-name] bdi", PageHost.Patience).TextContent);

        host.Product.Plan(SandboxFaultKind.Invalid);
        await host.Product.PushAsync(bad);
        await host.EventuallyAsync(() => Assert.Equal("1 fejlede", page.Find("[data-testid=chart-failed]").TextContent));
        Assert.Single(page.FindAll("[data-testid=getting-started]"));

        await host.Product.PushAsync(good);
        await host.EventuallyAsync(() => Assert.Equal("1 lykkedes", page.Find("[data-testid=chart-succeeded]").TextContent));
        Assert.Empty(page.FindAll("[data-testid=getting-started]"));
        var day = page.Find("[data-testid=chart-day]");
        Assert.Equal(
            ("/history?from=2026-11-20&to=2026-11-20", "20.11.2026: 1 lykkedes, 1 fejlede"), (day.GetAttribute("href"), day.GetAttribute("title")));
        Assert.Equal(["20.11.2026", "1", "1"], page.Find("[data-testid=chart-row]").Children.Select(cell => cell.TextContent));
        Assert.Equal("1", page.Find("[data-testid=figure-Failed] .count").TextContent);
    }

    [Fact]
    public async Task Connection_IsTestedFromHere()
    {
        await using var host = await StartAsync();
        var page = Open(host);
        host.Product.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Unauthorized, Times = 9 });

        page.WaitForElement("[data-testid=test-connection]", PageHost.Patience).Click();

        page.WaitForAssertion(() => Assert.Equal("Forbindelsen virker ikke", Assert.Single(host.Toasts).Title), PageHost.Patience);
        await host.EventuallyAsync(() => Assert.Equal("Adgang afvist", page.Find("[data-testid=connection-status] span:last-child").TextContent));
    }

    private static async Task<PageHost> StartAsync(bool connected = true)
    {
        var host = await PageHost.StartAsync(connected);
        host.Browser.Services.AddSingleton(host.Product.Get<ConnectionFeed>());
        return host;
    }

    private static IRenderedComponent<OverviewPage> Open(PageHost host) => host.Open<OverviewPage>("/");
}
