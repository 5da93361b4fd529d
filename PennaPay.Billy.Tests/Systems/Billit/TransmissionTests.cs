using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>Documents go on to customers once for each time that somebody asked for it, the way that was chosen.</summary>
public sealed class TransmissionTests : IAsyncLifetime
{
    private const string Number = "BE0420010071";
    private const string Sends = "/commands/send";

    private ShopHost host = null!;

    public async Task InitializeAsync() => host = await ShopHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Sending.Peppol, true, "Peppol")]
    [InlineData(Sending.PeppolElseEmail, true, "Peppol")]
    [InlineData(Sending.PeppolElseEmail, false, "SMTP")]
    [InlineData(Sending.Email, true, "SMTP")]
    [InlineData(Sending.Automatic, true, "Peppol")]
    [InlineData(Sending.Automatic, false, "SMTP")]
    public async Task EachWay_IsGoneAsChosen(Sending way, bool isOnPeppol, string transport)
    {
        if (isOnPeppol)
            host.Sandbox.Peppol.Register(Number);

        var (invoice, push) = await SendAsync(way);

        Assert.Equal((PushState.Succeeded, null), (push.State, push.Failure));
        Assert.Equal(transport, Assert.Single(host.Order(invoice).Messages).TransportType);
    }

    [Fact]
    public async Task AReceiverWhoIsNotThere_IsRefusedBeforeAnythingIsSent_AndGetsAnEmailWhereAPersonWants()
    {
        var (invoice, push) = await SendAsync(Sending.Peppol);
        Assert.Equal((PushState.Rejected, FailureCodes.ReceiverUnreachable, "Bakkerij Smets"), (push.State, push.FailureCode, push.FailureDetail));
        Assert.DoesNotContain(host.Sandbox.Requests(), request => request.Path.Contains(Sends, StringComparison.Ordinal));

        Assert.IsType<QueueResult.Queued>(await AskAsync(invoice, "email"));
        await host.RestAsync();

        Assert.Equal((PushState.Succeeded, "SMTP"), ((await host.SendingAsync(invoice))!.State, Assert.Single(host.Order(invoice).Messages).TransportType));
    }

    [Fact]
    public async Task ADocumentTypeThatIsNotTaken_IsNotSent()
    {
        host.Sandbox.Peppol.Register(Number, one => one with { DocumentTypes = [PeppolParticipant.CreditNotes] });
        Assert.Equal(FailureCodes.ReceiverUnreachable, (await SendAsync(Sending.Peppol)).Push.FailureCode);
    }

    [Fact]
    public async Task WithoutAnAddress_NoEmailIsTried()
    {
        var (_, push) = await SendAsync(Sending.Email, email: null);
        Assert.Equal((PushState.Rejected, FailureCodes.ReceiverWithoutEmail), (push.State, push.FailureCode));
    }

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenDrop)]
    [InlineData(SandboxFaultKind.CommitThenServerError)]
    [InlineData(SandboxFaultKind.ServerError)]
    [InlineData(SandboxFaultKind.TooManyRequests)]
    public async Task WhateverBecomesOfTheAnswer_ThereIsOneMessage(SandboxFaultKind fault)
    {
        host.Plan(fault, Sends);
        var (invoice, _) = await SendAsync(Sending.Email);
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.SendingAsync(invoice))!.State);
        Assert.Single(host.Order(invoice).Messages);
    }

    [Fact]
    public async Task AskedForTwice_ItIsSentOnce()
    {
        var (invoice, _) = await SendAsync(Sending.Email);
        Assert.IsType<QueueResult.AlreadyPresent>(await AskAsync(invoice, null));
        await host.RestAsync();
        Assert.Single(host.Order(invoice).Messages);
    }

    [Fact]
    public async Task WhatSomebodySentThere_IsNotSentAgain()
    {
        await host.SwitchOnAsync(ShopInvoices.Terms with { Sending = Sending.Email });
        host.Plan(SandboxFaultKind.TooManyRequests, Sends);
        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);
        var order = host.Order(invoice).OrderID;
        host.Company.Send([order], "SMTP", isStrict: false);
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.SendingAsync(invoice))!.State);
        Assert.Single(host.Order(invoice).Messages);
    }

    [Fact]
    public async Task WhatWasRefused_CanBeSentAgain_AndThatIsNotTakenForTheFirstTime()
    {
        host.Sandbox.Peppol.Register(Number, one => one with { Outcome = PeppolOutcome.Refused });
        var (invoice, _) = await SendAsync(Sending.Peppol);
        host.Company.RefuseDelivery(host.Order(invoice).OrderID, "Niet van ons");
        var opened = (await host.Product.Get<Core.Connections.ConnectionOpener>().OpenAsync(host.Product.Workspace, host.Connection, default)).Opened!;
        var target = host.Product.Get<PushTargets>().Of("billit");
        var seen = await target.GetAsync(opened, (await host.DocumentAsync(invoice)).RemoteId!, default);
        Assert.Equal((DeliveryState.Refused, "Niet van ons"), (seen!.Delivery!.State, seen.Delivery.Reason));

        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            foreach (var one in db.Set<Delivery>())
            {
                db.Attach(one);
                one.Take(seen.Delivery!, host.Clock.GetUtcNow());
            }

            return Task.CompletedTask;
        }, default);
        host.Plan(SandboxFaultKind.CommitThenDrop, Sends);
        Assert.IsType<QueueResult.Queued>(await AskAsync(invoice, "email"));
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.SendingAsync(invoice))!.State);
        Assert.Equal(["Peppol", "SMTP"], host.Order(invoice).Messages.Select(message => message.TransportType));
    }

    [Fact]
    public async Task WhatIsNotSent_GoesWhereAPersonAsks_ByTheirWay()
    {
        await host.SwitchOnAsync(ShopInvoices.Terms with { Sending = Sending.None });
        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);
        await host.RestAsync();
        Assert.Equal((true, 0), (host.Order(invoice).IsSent, host.Order(invoice).Messages.Count));

        Assert.IsType<QueueResult.Queued>(await AskAsync(invoice, "email"));
        await host.RestAsync();

        Assert.Single(host.Order(invoice).Messages);
    }

    private async Task<(Invoice Invoice, Core.Push.Ledger.LedgerEntry Push)> SendAsync(Sending way, string? email = "info@smets.be")
    {
        await host.SwitchOnAsync(ShopInvoices.Terms with { Sending = way });
        var invoice = await host.AddOrderAsync(ShopInvoices.Customer(email: email));
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoice)).State);
        await host.RestAsync();
        return (invoice, (await host.SendingAsync(invoice))!);
    }

    private Task<QueueResult> AskAsync(Invoice invoice, string? way) =>
        host.Product.Get<DocumentSender>().SendAsync(host.Product.Owner, host.Connection, invoice.Id, way, default);
}
