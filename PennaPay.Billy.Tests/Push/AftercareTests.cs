using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Tests.Push;

public sealed class AftercareTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59, 1)]
    [InlineData(60, 23 * 60)]
    [InlineData(24 * 60, 7 * 24 * 60)]
    [InlineData(30 * 24 * 60, 7 * 24 * 60)]
    public void NextCheck_IsAfterAnHourADayAndThenEveryWeek(int ageInMinutes, int next) =>
        Assert.Equal(TimeSpan.FromMinutes(next), CheckTimes.NextAfter(TimeSpan.FromMinutes(ageInMinutes)));

    [Fact]
    public async Task BeforeAnHour_NothingIsAsked()
    {
        await host.PushAsync(await host.AddInvoiceAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        var before = host.LastRequest;

        Assert.Equal(0, await host.Get<Aftercare>().RunAsync(host.Queue, default));

        Assert.Equal(before, host.LastRequest);
    }

    [Fact]
    public async Task AfterAnHour_TellsDraftsFromBookedAndDeletedOnes()
    {
        var customer = await host.AddCustomerAsync();
        List<LedgerEntry> pushes = [];
        for (var i = 0; i < 5; i++)
            pushes.Add(await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: $"{i}")));
        host.Billy.Approve(host.Token, pushes[1].RemoteId!);
        host.Billy.Delete(host.Token, pushes[2].RemoteId!);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var before = host.LastRequest;

        Assert.Equal(5, await host.Get<Aftercare>().RunAsync(host.Queue, default));

        var looked = await host.EntriesAsync();
        Assert.Equal(
            [DocumentCondition.Draft, DocumentCondition.Booked, DocumentCondition.Deleted, DocumentCondition.Draft, DocumentCondition.Draft],
            looked.Select(e => e.Condition));
        Assert.All(looked, e => Assert.Equal(host.Clock.GetUtcNow().AddHours(23), e.NextCheckAt));
        // One list for all of them, and one look at the one that is not in it.
        Assert.Equal(["GET /invoices", $"GET /invoices/{pushes[2].RemoteId}"], host.RequestsSince(before));
    }

    [Fact]
    public async Task SecondDocumentWithOurKey_IsShown()
    {
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        var other = await host.PushAsync(await host.AddInvoiceAsync(number: "2", customer: await host.AddCustomerAsync("Anden ApS", "10150817")));
        // As if a request had been carried out long after everybody gave it up: the ledger knows only one of the two.
        host.Billy.Edit(host.Token, other.RemoteId!, new { externalId = push.Key });
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<LedgerEntry>().Where(e => e.Id == other.Id).ExecuteDeleteAsync(ct), default);
        host.Clock.Advance(TimeSpan.FromHours(1));

        await host.Get<Aftercare>().RunAsync(host.Queue, default);

        Assert.Equal(DocumentCondition.Duplicated, Assert.Single(await host.EntriesAsync()).Condition);
    }
}
