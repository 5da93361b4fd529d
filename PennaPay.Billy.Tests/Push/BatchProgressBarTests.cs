using Bunit;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class BatchProgressBarTests : IAsyncLifetime
{
    private PageHost host = null!;

    public BatchProgressBarTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void WithoutABatch_ShowsNothing() => Assert.Empty(host.Browser.Render<BatchProgressBar>().Markup.Trim());

    [Fact]
    public async Task Batch_ShowsHowFarItIsUntilItsEnd_AlsoAfterAReload()
    {
        var bar = host.Browser.Render<BatchProgressBar>();
        await QueueAsync(3);
        await host.EventuallyAsync(() => Assert.True(IsShown(bar)));
        Assert.Equal(("0 af 3 er kladder i Billy", "3 venter"), (Text(bar, "batch-done"), Text(bar, "batch-waiting")));

        // The second waits for its time; the others are through.
        host.Product.Plan(SandboxFaultKind.Invalid);
        host.Product.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.TooManyRequests, PathContains = "/invoices", Method = "POST", RetryAfterSeconds = 3600 });
        await host.Product.DrainAsync();
        var reloaded = host.Browser.Render<BatchProgressBar>();
        reloaded.WaitForAssertion(() => Assert.Equal("1 lykkedes ikke", Text(reloaded, "batch-failed")), PageHost.Patience);
        Assert.Equal("1", reloaded.Find("progress").GetAttribute("value"));
        Assert.Equal("3", reloaded.Find("progress").GetAttribute("max"));
        await host.EventuallyAsync(() => bar.Find("[data-testid=batch-failed]"));

        await host.Product.RunToQuiescenceAsync();
        await host.EventuallyAsync(() => Assert.False(IsShown(bar) || IsShown(reloaded)));
    }

    [Fact]
    public async Task Cancel_TakesBackTheRest()
    {
        await QueueAsync(3);
        var bar = host.Browser.Render<BatchProgressBar>();
        bar.WaitForElement("[data-testid=batch-cancel]", PageHost.Patience).Click();

        await host.EventuallyAsync(() => Assert.False(IsShown(bar)));
        Assert.All(await host.Product.EntriesAsync(), entry => Assert.Equal(PushState.Cancelled, entry.State));
    }

    private static bool IsShown(IRenderedComponent<BatchProgressBar> bar) => bar.FindAll("[data-testid=batch-progress]").Count == 1;

    private static string Text(IRenderedComponent<BatchProgressBar> bar, string id) => bar.Find($"[data-testid={id}]").TextContent;

    private async Task QueueAsync(int count)
    {
        var customer = await host.Product.AddCustomerAsync();
        for (var i = 0; i < count; i++)
            await host.Product.AddInvoiceAsync(customer: customer, number: $"{i}");
        await host.Product.Pusher.PushSentAsync(host.Product.Owner, null, PushCause.Bulk, default);
    }
}
