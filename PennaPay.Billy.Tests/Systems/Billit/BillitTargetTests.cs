using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Tests.Systems.Billit.ShopInvoices;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>A shop's invoices become documents in Billit, once each, whatever is lost on the way; over HTTP.</summary>
public sealed class BillitTargetTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async Task InitializeAsync() => host = await ShopHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task ANewOrder_BecomesADocument_OfADebtorOfItsOwn_AndIsSent()
    {
        await host.SwitchOnAsync();
        var invoice = await host.AddOrderAsync();

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Succeeded, null, 24.20m), (push.State, push.Failure, push.Gross));
        var order = host.Order(invoice);
        Assert.Equal((invoice.Number, 24.20m, 4.20m), (order.Content.OrderNumber, order.Totals.Incl, order.Totals.Vat));
        var party = Assert.Single(host.Company.Parties);
        Assert.Equal(("Bakkerij Smets", "BE0420010071", true, order.Party), (party.Name, party.VATNumber, party.VATLiable, party.PartyID));
        Assert.Empty(await IntentionsAsync());
        await host.RestAsync();
        Assert.Equal(PushState.Succeeded, (await host.SendingAsync(invoice))?.State);
        Assert.Single(host.Order(invoice).Messages, message => message.Success);
    }

    [Fact]
    public async Task WhatWasThereBefore_CountsAsSent_AndIsNeverSent()
    {
        var invoice = await host.AddOrderAsync();
        await host.SwitchOnAsync();

        var push = await host.PushAsync(invoice);
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, push.State);
        var order = host.Order(invoice);
        Assert.Equal((true, 0), (order.IsSent, order.Messages.Count));
        Assert.Null(await host.SendingAsync(invoice));
    }

    [Fact]
    public async Task TheMarkAsSent_IsSetAfterwards_WhereItIsNotTakenAtOnce()
    {
        host.Sandbox.Behaviour.TakesIsSentOnCreate = false;
        var invoice = await host.AddOrderAsync();
        await host.SwitchOnAsync();

        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoice)).State);
        Assert.True(host.Order(invoice).IsSent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheMarkAsSent_ThatIsNotConfirmed_HoldsEverything(bool isAnswerLost)
    {
        host.Sandbox.Behaviour.TakesIsSentOnCreate = false;
        host.Plan(SandboxFaultKind.ServerError, method: "PATCH", times: 10);
        if (isAnswerLost)
            host.Plan(SandboxFaultKind.CommitThenDrop);
        var (one, other) = (await host.AddOrderAsync(), await host.AddOrderAsync());
        await host.SwitchOnAsync();

        await host.PushAsync(one);
        await host.RestAsync();
        Assert.IsType<QueueResult.Queued>(await host.Product.Pusher.PushAsync(host.Product.Owner, other.Id, PushCause.Manual, default, host.Connection));
        await host.RestAsync();

        Assert.Equal((PushState.NeedsAttention, FailureCodes.SentMarkMissing), (await host.DocumentAsync(one) is var push ? (push.State, push.FailureCode) : default));
        Assert.Equal(PushState.Pending, (await host.DocumentAsync(other)).State);
        Assert.Single(host.Company.Orders);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenDrop)]
    [InlineData(SandboxFaultKind.CommitThenServerError)]
    [InlineData(SandboxFaultKind.TruncatedJson)]
    [InlineData(SandboxFaultKind.HtmlAfterCommit)]
    [InlineData(SandboxFaultKind.ServerError)]
    [InlineData(SandboxFaultKind.TooManyRequests)]
    [InlineData(SandboxFaultKind.Refuse)]
    public async Task WhateverBecomesOfTheAnswer_ThereIsOneDocument(SandboxFaultKind fault)
    {
        await host.SwitchOnAsync();
        host.Plan(fault);
        var invoice = await host.AddOrderAsync();

        await host.PushAsync(invoice);
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.DocumentAsync(invoice)).State);
        Assert.Single(host.Company.Orders);
        Assert.Single(host.Company.Parties);
        Assert.Single(host.Order(invoice).Messages, message => message.Success);
    }

    [Fact]
    public async Task AReadBackThatFails_IsLookedForAndFound()
    {
        await host.SwitchOnAsync();
        host.Plan(SandboxFaultKind.ServerError, path: "/v1/orders/", method: "GET");
        var invoice = await host.AddOrderAsync();

        Assert.Equal(PushState.Unknown, (await host.PushAsync(invoice)).State);
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.DocumentAsync(invoice)).State);
        Assert.Single(host.Company.Orders);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenDrop)]
    [InlineData(SandboxFaultKind.CommitThenServerError)]
    [InlineData(SandboxFaultKind.ServerError)]
    [InlineData(SandboxFaultKind.Refuse)]
    public async Task APartyWhoseAnswerIsLost_IsMadeOnce(SandboxFaultKind fault)
    {
        await host.SwitchOnAsync();
        host.Plan(fault, "/v1/parties");
        var invoice = await host.AddOrderAsync(Customer(email: null, number: null));

        await host.PushAsync(invoice);
        await host.RestartAsync();
        await host.RestAsync();

        Assert.Equal(PushState.Succeeded, (await host.DocumentAsync(invoice)).State);
        Assert.Equal(host.Order(invoice).Party, Assert.Single(host.Company.Parties).PartyID);
        Assert.Empty(await IntentionsAsync());
    }

    [Fact]
    public async Task APartyThatIsNotListedYet_IsNotMadeAgain()
    {
        await host.SwitchOnAsync();
        host.Plan(SandboxFaultKind.ServerError, "/v1/parties");
        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Product.WorkAsync();
        Assert.Empty(host.Company.Parties);
        Assert.Equal(PushState.Pending, (await host.DocumentAsync(invoice)).State);
        Assert.Single(await IntentionsAsync());
        await host.RestAsync();

        Assert.Single(host.Company.Parties);
        Assert.Equal(PushState.Succeeded, (await host.DocumentAsync(invoice)).State);
    }

    [Fact]
    public async Task AKnownDebtor_IsFoundByEmail_AndIsLeftAsItIs()
    {
        await host.SwitchOnAsync();
        var party = host.Company.AddCustomer("Smets", "boek@smets.be; INFO@smets.be");
        var before = host.Company.Party(party);

        Assert.Equal(PushState.Succeeded, (await host.PushAsync(await host.AddOrderAsync())).State);
        Assert.Equal(before, Assert.Single(host.Company.Parties));
        Assert.Equal(party, Assert.Single(host.Company.Orders).Party);
    }

    [Fact]
    public async Task SeveralDebtors_AreAQuestion_WhichAPersonAnswers()
    {
        await host.SwitchOnAsync();
        var (one, other) = (host.Company.AddCustomer("Smets Gent", "info@smets.be"), host.Company.AddCustomer("Smets Brugge", "info@smets.be"));
        var invoice = await host.AddOrderAsync();
        var push = await host.PushAsync(invoice);
        Assert.Equal((PushState.Rejected, FailureCodes.ContactAmbiguous, "Smets Gent, Smets Brugge"), (push.State, push.FailureCode, push.FailureDetail));
        var choice = host.Product.Get<DebtorChoice>();

        Assert.Equal([one, other], (await choice.OffersAsync(host.Product.Workspace, host.Connection, invoice.Id, default)).Select(offer => offer.PartyId));
        Assert.False(await choice.ChooseAsync(host.Product.Owner, host.Connection, invoice.CustomerId, 1, default));
        Assert.True(await choice.ChooseAsync(host.Product.Owner, host.Connection, invoice.CustomerId, other, default));
        Assert.IsType<QueueResult.Queued>(await host.Product.Pusher.PushAsync(host.Product.Owner, invoice.Id, PushCause.Manual, default, host.Connection));
        await host.RestAsync();

        Assert.Equal(other, host.Order(invoice).Party);
    }

    [Fact]
    public async Task TwoOfOneName_InOneMailbox_AreOne_AndOthersAreNot()
    {
        await host.SwitchOnAsync();
        Customer Person(string name) => Customer(name, "thuis@smets.be", null, CustomerKind.Person);
        Invoice[] invoices = [await host.AddOrderAsync(Person("An")), await host.AddOrderAsync(Person("Jan")), await host.AddOrderAsync(Person("an"))];
        await host.RestAsync();

        Assert.Equal(2, host.Company.Parties.Count);
        Assert.All(host.Company.Parties, party => Assert.Equal((false, null), (party.VATLiable, party.VATNumber)));
        Assert.Equal(host.Order(invoices[0]).Party, host.Order(invoices[2]).Party);
    }

    [Fact]
    public async Task ADebtorThatIsGone_IsLookedForAnew()
    {
        await host.SwitchOnAsync();
        var customer = Customer();
        await host.PushAsync(await host.AddOrderAsync(customer));
        var kept = host.Company.AddCustomer("Smets NV", "info@smets.be", "BE0420010071");
        host.Company.MergeParties(host.Company.Parties[0].PartyID, kept);

        var invoice = await host.AddOrderAsync(customer);
        await host.PushAsync(invoice);
        await host.RestAsync();

        Assert.Equal(kept, host.Order(invoice).Party);
    }

    [Fact]
    public async Task TheDefaultDebtor_IsFoundByItsNumber_AndGetsEverything()
    {
        var counter = host.Company.AddParty(new() { Name = "Balieverkoop", Nr = "D1" });
        await host.SwitchOnAsync(Terms with { DefaultDebtor = new(" d1 ") });

        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);

        Assert.Equal(counter, host.Order(invoice).Party);
        Assert.Single(host.Company.Parties);
    }

    [Fact]
    public async Task ACreditNote_NamesItsOriginal()
    {
        await host.SwitchOnAsync();
        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);
        var note = Of(Line("Lamp", 1, 10));
        (note.Kind, note.CreditedInvoiceId, note.CreditedInvoiceNumber) = (InvoiceKind.CreditNote, invoice.Id, invoice.Number);

        var credit = await host.AddOrderAsync(invoice: note);
        await host.PushAsync(credit);

        var order = host.Order(credit);
        Assert.Equal(("CreditNote", invoice.Number, 12.10m), (order.Content.OrderType, order.Content.AboutInvoiceNumber, order.Totals.Incl));
        var opened = (await host.Product.Get<Core.Connections.ConnectionOpener>().OpenAsync(host.Product.Workspace, host.Connection, default)).Opened!;
        Assert.Equal(12.10m, await Target.CreditedAsync(opened, (await host.DocumentAsync(invoice)).RemoteId!, default));
    }

    [Fact]
    public async Task TheForecast_NamesWhatPushesWouldRefuse()
    {
        var fine = await host.AddOrderAsync();
        var unmapped = await host.AddOrderAsync(invoice: Of(Line("Lamp", 1, 10, 9, "NL:9")));
        var unclear = await host.AddOrderAsync(invoice: Of(Line("Lamp", 1, 10)));
        await host.Product.EditAsync(unclear.Id, _ => { }, new(10, 2.2m, 12.2m));
        host.Company.AddCustomer("Een", "dubbel@x.be");
        host.Company.AddCustomer("Twee", "dubbel@x.be");
        var doubtful = await host.AddOrderAsync(Customer("Dubbel", "dubbel@x.be", null));
        await host.SwitchOnAsync();
        var opened = (await host.Product.Get<Core.Connections.ConnectionOpener>().OpenAsync(host.Product.Workspace, host.Connection, default)).Opened!;

        var stops = await Target.ForeseeAsync(opened, [fine.Id, unmapped.Id, unclear.Id, doubtful.Id], default);

        Assert.Equal(
            [(unmapped.Id, FailureCodes.VatUnmapped), (unclear.Id, FailureCodes.AmountsUnclear), (doubtful.Id, FailureCodes.ContactAmbiguous)],
            stops.Select(stop => (stop.InvoiceId, stop.Failure.Code)));
        var preview = await Target.PreviewAsync(opened, fine, null, default);
        Assert.Equal((PartyMatch.New, 24.20m, 0), (preview.Contact, preview.Now.Totals.Gross, preview.Problems.Count));
        Assert.Equal(2, host.Company.Parties.Count);
        Assert.Empty(host.Company.Orders);
    }

    [Fact]
    public async Task WhatIsThere_IsFoundByItsKey_InEveryList()
    {
        await host.SwitchOnAsync();
        var invoice = await host.AddOrderAsync();
        await host.PushAsync(invoice);
        var key = (await host.DocumentAsync(invoice)).Key!;
        var opened = (await host.Product.Get<Core.Connections.ConnectionOpener>().OpenAsync(host.Product.Workspace, host.Connection, default)).Opened!;

        Assert.True(Target.IsKey(key));
        Assert.False(Target.IsKey("Elsewhere-88-1001"));
        Assert.Equal(key, Assert.Single(await Target.FindAsync(opened, key, invoice.Number, alsoByNumber: true, default)).Key);
        var newest = await Target.NewestAsync(opened, 1, isQuick: true, default);
        Assert.Equal((true, (await host.DocumentAsync(invoice)).RemoteId), (newest.IsLast, Assert.Single(newest.Documents).Id));
        Assert.Equal(24.20m, Assert.Single((await Target.UnsettledAsync(opened, 1, 1, null, default)).Documents).Open);
    }

    private IPushTarget Target => host.Product.Get<PushTargets>().Of("billit");

    private async Task<List<PartyIntention>> IntentionsAsync()
    {
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        return await db.Set<PartyIntention>().ToListAsync();
    }
}
