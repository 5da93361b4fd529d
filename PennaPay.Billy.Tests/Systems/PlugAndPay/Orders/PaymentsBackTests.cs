using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Orders;

/// <summary>What is paid where orders went on to is told to the shop, once.</summary>
public sealed class PaymentsBackTests : ShopTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly Guid target = Guid.CreateVersion7();

    [Fact]
    public async Task PaidElsewhere_IsToldOnce()
    {
        var order = await PaidElsewhereAsync();
        await Host.RunAsync(TenMinutes);

        Assert.Equal((OrderPayments.Paid, "manual"), (Shop.Order(order).PaymentStatus, Shop.Order(order).PaymentType));
        Assert.Equal((PaymentTold.Told, "Paid 121.00, 0.00 left"), ((await Host.InvoiceAsync(order))!.Value.Standing.PaymentTold, await Host.StandsAsync(order)));
        await Host.RunAsync(TenMinutes);
        await Host.RunAsync(TenMinutes);
        Assert.Equal(1, Told());
    }

    [Theory]
    [InlineData(OrderPayments.Credited, PaymentTold.No)]
    [InlineData(OrderPayments.Reversed, PaymentTold.NotOpen)]
    [InlineData("refunded", PaymentTold.No)]
    public async Task WhatIsNotOpenAnyMore_IsLeftAlone(string status, PaymentTold told)
    {
        var order = await PaidElsewhereAsync();
        Shop.EditOrder(order, known => known with { PaymentStatus = status });
        await Host.RunAsync(TenMinutes);

        Assert.Equal((status, 0), (Shop.Order(order).PaymentStatus, Told()));
        Assert.Equal(told, (await Host.InvoiceAsync(order))!.Value.Standing.PaymentTold);
    }

    [Fact]
    public async Task LostAnswer_IsAskedForAgain_AndNothingIsToldTwice()
    {
        var order = await PaidElsewhereAsync();
        Host.Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, Method = "PATCH" });
        await Host.RunAsync(TenMinutes);
        Assert.Equal(PaymentTold.No, (await Host.InvoiceAsync(order))!.Value.Standing.PaymentTold);
        await Host.RunAsync(TenMinutes);

        Assert.Equal((OrderPayments.Paid, 1), (Shop.Order(order).PaymentStatus, Told()));
        Assert.Equal("Paid 121.00, 0.00 left", await Host.StandsAsync(order));
    }

    [Fact]
    public async Task WhatTheShopRefuses_WaitsForAPerson_AndTheOthersGoOn()
    {
        var (first, second) = (Host.Order(), Host.Order());
        await PayElsewhereAsync(tells: true, first, second);
        Host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Invalid, Method = "PATCH" });
        await Host.RunAsync(TenMinutes);

        var refused = (await Host.InvoiceAsync(first))!.Value.Standing;
        Assert.Equal((PaymentTold.Refused, PaymentTold.Told), (refused.PaymentTold, (await Host.InvoiceAsync(second))!.Value.Standing.PaymentTold));
        Assert.NotNull(refused.PaymentFailure);
    }

    [Fact]
    public async Task Nothing_IsToldWhereNobodyWantsIt()
    {
        var order = await PaidElsewhereAsync(tells: false);
        await Host.RunAsync(TenMinutes);
        Assert.Equal((OrderPayments.Open, 0), (Shop.Order(order).PaymentStatus, Told()));
    }

    // An order that is open in the shop and paid where it went on to.
    private async Task<long> PaidElsewhereAsync(bool tells = true)
    {
        var order = Host.Order();
        await PayElsewhereAsync(tells, order);
        return order;
    }

    private async Task PayElsewhereAsync(bool tells, params long[] orders)
    {
        await Host.ActivateAsync();
        List<Guid> invoices = [];
        foreach (var order in orders)
            invoices.Add((await Host.InvoiceAsync(order))!.Value.Invoice.Id);
        await Host.Product.Database.WriteAsync(Host.Product.Workspace, (db, _) =>
        {
            db.Add(new Connection { Id = target, System = "elsewhere", AccountId = "1" });
            db.Add(new SourcePush { SourceId = Host.Connection, ConnectionId = target, IsOn = true, TellsPayments = tells, Choices = "{}", ChangedAt = Host.Clock.GetUtcNow() });
            db.AddRange(invoices.Select(invoice => new InvoiceCopy { InvoiceId = invoice, ConnectionId = target, State = CopyState.Paid, RemoteId = invoice.ToString("N"), Condition = DocumentCondition.Paid }));
            return Task.CompletedTask;
        }, default);
    }

    private int Told() => Host.Sandbox.Requests().Count(request => request is { Method: "PATCH", Committed: true });
}
