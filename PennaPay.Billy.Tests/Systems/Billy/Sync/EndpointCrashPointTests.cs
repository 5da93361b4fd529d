#if CRASH_POINTS
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

public sealed class EndpointCrashPointTests
{
    [Fact]
    public async Task EveryWrite_CanBeKilledBeforeAndAfter()
    {
        await using var host = await EndpointHost.StartAsync();
        List<string> reached = [];
        CrashPoint.Reached.Value = reached.Add;

        var contact = await host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, new Dictionary<string, string?> { ["name"] = "Havblik", ["countryId"] = "DK" }, default);
        await host.Contacts.ChangeAsync(host.Opened, contact, new Dictionary<string, string?> { ["phone"] = "1" }, default);
        var product = await host.Products.CreateAsync(host.Opened, SyncModule.Products, new Dictionary<string, string?> { ["name"] = "Timer" }, default);
        await host.Products.ChangeAsync(host.Opened, product, new Dictionary<string, string?> { ["name"] = "Uger", ["price"] = "1" }, default);

        Assert.Equal(
            [
                "record.before-create", "record.after-create", "record.before-change", "record.after-change",
                "record.before-create", "record.after-create", "record.before-change", "record.after-change", "record.before-change", "record.after-change",
            ],
            reached);
    }
}
#endif
