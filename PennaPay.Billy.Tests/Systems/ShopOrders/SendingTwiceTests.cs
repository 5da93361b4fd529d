using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Sync.Sources.Ways;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>Ways in which a customer might get an invoice that nobody wanted sent, or the same one twice.</summary>
public sealed class SendingTwiceTests
{
    [Fact]
    public async Task WhatIsBroughtOver_IsNeverSent_ThoughItCameAsNew()
    {
        await using var host = await OrdersHost.StartAsync();
        var order = await NewOrderAsync(host, isOnPeppol: true);
        var waiting = Assert.Single(await host.EntriesAsync());
        Assert.Equal(1, await host.Product.Get<PushBatches>().CancelAsync(host.Product.Owner, waiting.BatchId!.Value, default));

        Assert.Equal(1, await host.Product.Get<BringOver>().QueueAsync(host.Product.Owner, host.ShopId, host.CompanyId, [waiting.InvoiceId], default));
        await host.RestAsync();

        var document = Assert.Single(host.Documents(order));
        Assert.Equal((true, 0), (document.IsSent, document.Messages.Count));
        var refused = Assert.IsType<QueueResult.Refused>(await host.Product.Get<DocumentSender>().SendAsync(host.Product.Owner, host.CompanyId, waiting.InvoiceId, "email", default));
        Assert.Equal(Core.FailureCodes.BroughtOver, refused.Failure.Code);
    }

    [Fact]
    public async Task WhatSomebodySentOverThere_IsNotSentAgain_ByAnotherWay()
    {
        await using var host = await OrdersHost.StartAsync();
        var order = await NewOrderAsync(host, isOnPeppol: false);
        await host.RestAsync();
        var stopped = Assert.Single(await host.EntriesAsync(PushPurpose.Transmission));
        Assert.Equal((PushState.Rejected, Core.FailureCodes.ReceiverUnreachable), (stopped.State, stopped.FailureCode));
        host.Company.Send([Assert.Single(host.Documents(order)).OrderID], "SMTP", isStrict: false);

        Assert.IsType<QueueResult.Queued>(await host.Product.Get<DocumentSender>().SendAsync(host.Product.Owner, host.CompanyId, stopped.InvoiceId, "email", default));
        await host.RestAsync();

        Assert.Single(host.Documents(order)[0].Messages);
        Assert.Equal(PushState.Succeeded, (await host.EntriesAsync(PushPurpose.Transmission))[^1].State);
    }

    [Fact]
    public async Task ConceptOfBefore_ThatBecomesAnInvoiceOnALaterDay_GoesByItself_AndIsSent()
    {
        await using var host = await OrdersHost.StartAsync();
        var concept = host.Order(2, isConcept: true);
        await host.ActivateAsync();
        await host.SwitchOnAsync();
        host.Clock.Advance(TimeSpan.FromDays(10));
        await host.ReadAsync();
        host.Shop.Finalise(concept);
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        await host.RestAsync();

        Assert.Equal("Peppol", Assert.Single(Assert.Single(host.Documents(concept)).Messages).TransportType);
    }

    private static async Task<long> NewOrderAsync(OrdersHost host, bool isOnPeppol)
    {
        await host.ActivateAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SwitchOnAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var order = host.Order(2, isOnPeppol: isOnPeppol);
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        return order;
    }
}
