using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Attention;

/// <summary>What stays in an organisation's books when another is connected.</summary>
public sealed class CopiesElsewhereTests : IAsyncLifetime
{
    private PushHost host = null!;

    private CopiesElsewhere Elsewhere => host.Get<CopiesElsewhere>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task AfterASwitch_ItCountsWhatTheOtherHas()
    {
        var customer = await host.AddCustomerAsync();
        var booked = await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "3"));
        var undone = await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "4"));
        await host.Get<Core.Push.Decisions.PushDecisions>().UndoAsync(host.Owner, undone.InvoiceId, default);
        host.Billy.Approve(host.Token, booked.RemoteId!);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Get<Core.Push.Looks.DocumentLooks>().LookAtAsync(host.Workspace, booked.InvoiceId, default);
        Assert.Null(await Elsewhere.SwitchAsync(host.Workspace, default));

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.ConnectAsync(host.Billy.CreateCompany());

        var present = await Elsewhere.SwitchAsync(host.Workspace, default);
        Assert.Equal((host.Queue.Connection, true, host.Clock.GetUtcNow()), (present!.Connection, present.UsesSandbox, present.At));
        Assert.Equal([new("PennaPay Prøvefirma ApS", true, 2, 1)], await Elsewhere.CountAsync(host.Workspace, present, default));
    }

    [Fact]
    public async Task WhereTheOtherGotNothing_ThereIsNothingToSay()
    {
        await host.ConnectAsync(host.Billy.CreateCompany());
        Assert.Null(await Elsewhere.SwitchAsync(host.Workspace, default));
    }

    [Fact]
    public async Task SwitchedBack_TheLatterIsTheOther()
    {
        await host.PushAsync(await host.AddInvoiceAsync());
        await host.ConnectAsync(host.Billy.CreateCompany());
        Assert.NotNull(await Elsewhere.SwitchAsync(host.Workspace, default));

        await host.ConnectAsync(host.Token);
        Assert.Null(await Elsewhere.SwitchAsync(host.Workspace, default));
    }

    [Fact]
    public async Task Bulk_TakesWhatIsMissingInThePresentOne()
    {
        var customer = await host.AddCustomerAsync();
        var first = await host.AddInvoiceAsync(customer: customer, number: "1");
        var second = await host.AddInvoiceAsync(customer: customer, number: "2");
        await host.PushAsync(first);
        Assert.Equal([second.Id], await host.Pusher.SentIdsAsync(host.Workspace, null, default));

        await host.ConnectAsync(host.Billy.CreateCompany());

        Assert.Equal([first.Id, second.Id], (await host.Pusher.SentIdsAsync(host.Workspace, null, default)).Order());
        Assert.Equal(2, await host.Pusher.CountSentAsync(host.Workspace, null, default));
        var result = await host.Pusher.PushSentAsync(host.Owner, null, Core.Push.PushCause.Bulk, default);
        Assert.Equal(new BulkQueueResult(result.BatchId, 2, 0, 0, 0, null), result);
        await host.DrainAsync();
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(first.Id)).CopyState);
    }
}
