using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Tests.Push;

public sealed class AutoPushSwitchTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        foreach (var day in (int[])[1, 10, 20])
            await host.AddInvoiceAsync(i => i.IssueDate = new(2026, 11, day), customer, $"{day}");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task SwitchedOn_TakesSentInvoicesFromThatDay_AndSaysBeforehandHowMany()
    {
        Assert.Equal(2, await WaitingAsync(On(10)));
        Assert.Equal(2, await SaveAsync(On(10)));

        Assert.Equal(["10", "20"], await QueuedAsync());
        Assert.All(await host.EntriesAsync(), push => Assert.Equal((PushCause.AutoPush, PushHost.By), (push.Cause, push.StartedBy)));
    }

    [Fact]
    public async Task SwitchedOnWithoutADay_TakesTodays()
    {
        Assert.Equal(1, await SaveAsync(new(null, AutoPush: true, null)));

        Assert.Equal(["20"], await QueuedAsync());
    }

    [Fact]
    public async Task MovedToAnEarlierDay_TakesWhatIsNewlyMeant_AndToALaterOneNothing()
    {
        await SaveAsync(On(20));
        Assert.Equal((1, 1), (await WaitingAsync(On(10)), await SaveAsync(On(10))));
        Assert.Equal((0, 0), (await WaitingAsync(On(20)), await SaveAsync(On(20))));

        Assert.Equal(["10", "20"], await QueuedAsync());
    }

    [Fact]
    public async Task Refused_QueuesNothing()
    {
        var (result, queued) = await host.Get<AutoPushSwitch>().SaveAsync(host.Owner, On(1) with { DefaultAccountCode = "9999" }, default);

        Assert.Equal(FailureCodes.AccountUnknown, Assert.IsType<SaveSettingsResult.Refused>(result).Failure.Code);
        Assert.Equal(0, queued);
        Assert.Empty(await QueuedAsync());
    }

    private static BillySettings On(int day) => new(null, AutoPush: true, new(2026, 11, day));

    private Task<int> WaitingAsync(BillySettings wanted) => host.Get<AutoPushSwitch>().CountWaitingAsync(host.Workspace, wanted, default);

    private async Task<int> SaveAsync(BillySettings wanted)
    {
        var (result, queued) = await host.Get<AutoPushSwitch>().SaveAsync(host.Owner, wanted, default);
        Assert.IsType<SaveSettingsResult.Saved>(result);
        return queued;
    }

    private async Task<IEnumerable<string>> QueuedAsync() => (await host.EntriesAsync()).Select(push => push.InvoiceNumber).Order(StringComparer.Ordinal);
}
