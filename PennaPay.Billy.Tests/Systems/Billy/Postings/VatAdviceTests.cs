using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Postings;

/// <summary>Account and VAT ruleset follow from how VAT treats a line, never from its rate alone.</summary>
public sealed class VatAdviceTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(VatTreatment.ReverseCharge, "DK", "ReverseCharge (DK)")]
    [InlineData(VatTreatment.ZeroRated, "DK", "ZeroRated (DK)")]
    [InlineData(VatTreatment.ZeroRated, "DE", "ZeroRated (DE)")]
    // In Norway the ruleset for services to the EU gives the rate of exports.
    [InlineData(VatTreatment.EuServices, "NO", "EuServices (NO)")]
    public async Task TreatmentThatNoRulesetIsFor_IsStopped_ThoughSomeGiveZero(VatTreatment treatment, string country, string detail)
    {
        var push = await PushAsync(treatment, country);

        Assert.Equal((PushState.Rejected, "vat_ruleset_missing", detail), (push.State, push.FailureCode, push.FailureDetail));
        Assert.Empty(host.Billy.Invoices(host.Token));
        Assert.Empty(Products());
    }

    [Theory]
    [InlineData(VatTreatment.EuGoods, "DE", "1140", "EU-varer")]
    [InlineData(VatTreatment.EuServices, "DE", "1150", "EU-ydelser")]
    [InlineData(VatTreatment.ExportGoods, "NO", "1120", "Eksport")]
    [InlineData(VatTreatment.ExportServices, "NO", "1130", "Dansk salgsmoms")]
    [InlineData(VatTreatment.Exempt, "DK", "1110", "Momsfrit")]
    // Zero-rated and out of the EU: an export.
    [InlineData(VatTreatment.ZeroRated, "GB", "1110", "Eksport")]
    [InlineData(VatTreatment.OutsideScope, "DK", "1110", "Momsfrit")]
    public async Task AccountAndRuleset_FollowTheTreatment(VatTreatment treatment, string country, string account, string ruleset)
    {
        var push = await PushAsync(treatment, country);

        Assert.Equal(PushState.Succeeded, push.State);
        var product = Assert.Single(Products());
        Assert.Equal((host.AccountId(account), host.RulesetId(ruleset)), (Text(product, "accountId"), Text(product, "salesTaxRulesetId")));
    }

    [Fact]
    public async Task DefaultAccountThatTheOwnerSet_IsNotOverruled()
    {
        Assert.IsType<SaveSettingsResult.Saved>(
            await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, new BillySettings("1110", AutoPush: false, null), default));

        await PushAsync(VatTreatment.EuServices, "DE");

        Assert.Equal(host.AccountId("1110"), Text(Assert.Single(Products()), "accountId"));
    }

    [Fact]
    public async Task RulesetThatTheOwnerChose_IsTaken_ThoughItContradictsTheTreatment()
    {
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.ReverseCharge), new(null, host.RulesetId("Eksport")));

        var push = await PushAsync(VatTreatment.ReverseCharge, "DK");

        Assert.Equal(PushState.Succeeded, push.State);
        Assert.Equal(host.RulesetId("Eksport"), Text(Assert.Single(Products()), "salesTaxRulesetId"));
    }

    [Fact]
    public async Task LinkFromWhenTheRateAloneDecided_IsNotTaken()
    {
        var wrong = await CreateProductAsync("Salg · Eksport", "PP-1110-E", "1110", "Eksport");
        await LinkAsync("|ReverseCharge|0|DK|Company", wrong);

        var push = await PushAsync(VatTreatment.ReverseCharge, "DK");

        Assert.Equal((PushState.Rejected, "vat_ruleset_missing"), (push.State, push.FailureCode));
    }

    [Fact]
    public async Task Product_IsCalledAsItsAccount_ForCustomersReadItOnTheInvoice()
    {
        await PushAsync(VatTreatment.Standard, "DK");

        Assert.Equal(("Salg", "PP-1110-S"), (Text(Assert.Single(Products()), "name"), Text(Products()[0], "productNo")));
    }

    [Theory]
    [InlineData(VatTreatment.Standard, "Salg · Dansk salgsmoms", "PP-1110-S", "1110", "Dansk salgsmoms")]
    [InlineData(VatTreatment.Exempt, "Salg · Momsfrit", "PP-1110-F", "1110", "Momsfrit")]
    public async Task ProductByAnEarlierName_IsFoundAgain_AlsoAfterACrash(
        VatTreatment treatment, string name, string number, string account, string ruleset)
    {
        var earlier = await CreateProductAsync(name, number, account, ruleset);
        Assert.Equal(PushState.Succeeded, (await PushAsync(treatment, "DK", "1")).State);
        // As after a crash before the product was noted.
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<PostingProduct>().ExecuteDeleteAsync(ct), default);

        Assert.Equal(PushState.Succeeded, (await PushAsync(treatment, "DK", "2")).State);

        Assert.Equal(earlier, Text(Assert.Single(Products()), "id"));
        Assert.Equal(name, Text(Products()[0], "name"));
    }

    [Fact]
    public async Task InvoiceThatWasPushedBefore_IsStillThere_ThoughItWouldBePostedOtherwiseToday()
    {
        // Services to the EU went to 1110 before.
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.EuServices), new(host.AccountId("1110"), host.RulesetId("EU-ydelser")));
        var invoice = await AddAsync(VatTreatment.EuServices, "DE");
        var pushed = await host.PushAsync(invoice);
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.EuServices), PostingTarget.Open);

        var again = await host.QueueAsync(invoice);

        Assert.Equal(pushed.RemoteId, Assert.IsType<QueueResult.AlreadyPresent>(again).RemoteId);
        var preview = Assert.IsType<PreviewResult.Ready>(await host.Get<PushPreview>().OfAsync(host.Workspace, invoice.Id, default)).Preview;
        Assert.True(preview.IsUnchanged);
        Assert.Equal(("1110", "1150"), (preview.Before!.Lines[0].Posting.AccountNo, preview.Now.Lines[0].Posting.AccountNo));
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    private async Task<Core.Push.Ledger.LedgerEntry> PushAsync(VatTreatment treatment, string country, string number = "1") =>
        await host.PushAsync(await AddAsync(treatment, country, number));

    private async Task<Invoice> AddAsync(VatTreatment treatment, string country, string number = "1") => await host.AddInvoiceAsync(
        invoice => invoice.Lines.ForEach(line => (line.Vat, line.VatRate) = (treatment, VatRates.Of(treatment))),
        await host.AddCustomerAsync($"Kunde {country} {number}", cvr: null, country), number);

    private IReadOnlyList<JsonElement> Products() => host.Billy.Records(host.Token, "products");

    private static string? Text(JsonElement record, string property) => record.GetProperty(property).GetString();

    private async Task<string> CreateProductAsync(string name, string number, string account, string ruleset)
    {
        var opened = host.Get<ConnectionOpener>().Open(await host.ConnectionAsync()).Opened!;
        return (await host.Get<BillyRecords>().CreateProductAsync(
            opened.Access,
            new() { Name = name, ProductNo = number, AccountId = host.AccountId(account), SalesTaxRulesetId = host.RulesetId(ruleset) },
            default)).Id;
    }

    private Task LinkAsync(string key, string product) => host.Database.WriteAsync(host.Workspace, (db, _) =>
    {
        db.Add(new PostingProduct { WorkspaceId = host.Workspace, ConnectionId = host.Queue.Connection, Key = key, ProductId = product, LinkedAt = host.Clock.GetUtcNow() });
        return Task.CompletedTask;
    }, default);
}
