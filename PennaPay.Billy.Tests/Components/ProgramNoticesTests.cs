using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Layout;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Components;

public sealed class ProgramNoticesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public ProgramNoticesTests() => PageHost.Speak("en-GB");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Outage_IsOneNotice_AndGoesWithIt()
    {
        var notices = host.Open<OutageNotices>("/");
        Assert.Empty(notices.FindAll(".pp-notice"));
        host.Product.Plan(SandboxFaultKind.Refuse, path: null, method: null, times: 2);
        var opened = (await host.Product.Get<BillyConnector>().OpenAsync(host.Product.Workspace, default)).Opened!;
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<ApiException>(() => host.Product.Get<BillyReader>().ListAccountsAsync(opened.Access, default));

        var notice = notices.WaitForElement("[data-testid=outage]", PageHost.Patience);
        Assert.Contains("Billy has not answered since 20/11/2026 10:00", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is lost.", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("by itself as soon as Billy answers again.", notice.TextContent, StringComparison.Ordinal);

        await host.Product.WorkAsync();
        notices.WaitForAssertion(() => Assert.Empty(notices.FindAll("[data-testid=outage]")), PageHost.Patience);
    }

    [Fact]
    public void ClockThatIsSet_IsTold_UntilItIsClosed()
    {
        var clock = host.Product.Get<ClockWatch>();
        var notices = host.Open<ClockNotice>("/");

        host.Product.Clock.SetWall(TimeSpan.FromHours(-2));
        clock.Look();

        var notice = notices.WaitForElement("[data-testid=clock-jump]", PageHost.Patience);
        Assert.Contains("The computer's clock was set back by 2 hours (20/11/2026 08:00)", notice.TextContent, StringComparison.Ordinal);
        notices.Find("[data-testid=clock-jump-close]").Click();
        Assert.Empty(notices.FindAll("[data-testid=clock-jump]"));

        Assert.Single(host.Open<ClockNotice>("/").FindAll("[data-testid=clock-jump]"));
    }
}
