using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Sync.Sources.Pushing;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>What the owner chooses for a shop's invoices, and what cannot be chosen.</summary>
public sealed class TermsTests
{
    [Fact]
    public void Proposals_AreWhatIsSure_AndNothingElse() =>
        Assert.Equal(
            [
                new VatMapping("BE:0:reverse", 0, VentilationCode.ReverseCharge), new VatMapping("BE:21", 21), new VatMapping("BE:6", 6),
                new VatMapping("FR:0:reverse", 0, VentilationCode.IntraEuServices),
            ],
            VatProposals.Defaults(["BE:21", "BE:6", "BE:6", "BE:0", "NL:9", "NL:0", "FR:0:reverse", "US:0:reverse", "BE:0:reverse", "", "BE", "BE:x"], "BE"));

    [Fact]
    public void Terms_AreReadAsTheyWereStored()
    {
        var terms = ShopInvoices.Terms with
        {
            GroupLines = true, Number = NumberUse.OrderNumber, ChecksEmail = false, DefaultDebtor = new("D1", 7), Sending = Sending.PeppolElseEmail, PaidOrders = PaidOrders.LeaveOpen,
            AutomaticSendingIsOff = new(Guid.CreateVersion7(), new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)),
        };
        var read = BillitTerms.Read(terms.Store());
        Assert.Equal(terms.Vat, read.Vat);
        Assert.Equal(terms, read with { Vat = terms.Vat });
        Assert.True(BillitTerms.Read("{}").ChecksEmail);
    }

    [Fact]
    public async Task Saving_RefusesWhatCannotBe_ByField()
    {
        await using var host = await ShopHost.StartAsync(isWhole: false);
        var bad = new BillitTerms
        {
            DefaultDebtor = new("nobody"),
            Vat = [new("BE:21", 21), new("BE:21", 21), new("BE:0", 0), new("BE:6", 6, VentilationCode.Export), new("X", null), new("Y", 21, AccountCode: 0)],
        };

        var refused = Assert.IsType<SaveTermsResult.Invalid>(await host.SaveAsync(bad, confirms: false));

        Assert.Equal(
            [
                ("AutomaticSendingIsOff", TermsProblems.AutomaticSending), ("Vat[1]", TermsProblems.CodeTwice), ("Vat[2]", TermsProblems.ReasonMissing),
                ("Vat[3]", TermsProblems.RateInvalid), ("Vat[4]", TermsProblems.RateInvalid), ("Vat[5]", TermsProblems.AccountInvalid), ("Shop", TermsProblems.NotWhole),
                ("DefaultDebtor", TermsProblems.DebtorMissing),
            ],
            refused.Problems.Select(problem => (problem.Field, problem.Code)));
        Assert.False((await ViewAsync(host)).IsOn);
    }

    [Fact]
    public async Task Saving_SendsOnWhereItIsToBeSent_AndOffStopsIt()
    {
        await using var host = await ShopHost.StartAsync();
        await host.AddOrderAsync(invoice: ShopInvoices.Of(ShopInvoices.Line("Lamp", 1, 10), ShopInvoices.Line("Boek", 1, 10, 9, "NL:9")));
        Assert.Equal(["NL:9"], (await ViewAsync(host)).Unmapped);
        Assert.Equal([new("BE:21", 21)], (await ViewAsync(host)).Terms.Vat);

        await host.SwitchOnAsync(ShopInvoices.Terms with { Sending = Sending.None });
        Assert.Equal(new SourcePushSteps(true, false, false), (await ViewAsync(host)).Steps);
        Assert.IsType<SaveTermsResult.Saved>(await host.SaveAsync(ShopInvoices.Terms with { Sending = Sending.Peppol }, confirms: false));
        var view = await ViewAsync(host);
        Assert.Equal((true, new SourcePushSteps(true, true, false)), (view.IsOn, view.Steps));
        Assert.Equal(host.Product.Owner.UserId, view.Terms.AutomaticSendingIsOff?.User);

        await host.Product.Get<TermsEditor>().SwitchOffAsync(host.Product.Owner, host.Shop, host.Connection, default);
        Assert.False((await ViewAsync(host)).IsOn);
    }

    private static Task<TermsView> ViewAsync(ShopHost host) => host.Product.Get<TermsEditor>().ViewAsync(host.Product.Workspace, host.Shop, host.Connection, default);
}
