using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>An order's whole way, and that of one which was only brought over.</summary>
public sealed class OrderPathTests
{
    [Fact]
    public async Task Order_BecomesADocument_IsSent_AndItsPaymentIsTold_WhileWhatWasBroughtOverIsNotSent()
    {
        await using var host = await OrdersHost.StartAsync();
        var old = host.Order(1);
        await host.ActivateAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SwitchOnAsync();
        var brought = (await host.InvoiceAsync(old))!.Value.Invoice;
        Assert.IsType<QueueResult.Queued>(await host.Product.Pusher.PushAsync(host.Product.Owner, brought.Id, PushCause.Manual, default, host.CompanyId));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var order = host.Order(2);
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        await host.RestAsync();

        Assert.Equal((true, 0), (Assert.Single(host.Documents(old)).IsSent, host.Documents(old)[0].Messages.Count));
        var document = Assert.Single(host.Documents(order));
        Assert.Equal(("Peppol", 121m), (Assert.Single(document.Messages).TransportType, document.Totals.Incl));

        host.Company.Pay(document.OrderID);
        await host.LookAsync();
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((OrderPayments.Paid, PaymentTold.Told, 1), (host.Shop.Order(order).PaymentStatus, (await host.InvoiceAsync(order))!.Value.Sourced.PaymentTold, host.Told(order)));
        Assert.Equal((OrderPayments.Open, 0), (host.Shop.Order(old).PaymentStatus, host.Told(old)));
    }
}
