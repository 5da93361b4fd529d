using System.Text.Json;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.Billy.Postings;

public sealed class PostingMapTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task UnknownAccountCode_BlocksUntilItIsMapped()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Lines[0].AccountCode = "KONSULENT");
        var blocked = await host.PushAsync(invoice);
        Assert.Equal((PushState.Rejected, FailureCodes.AccountUnknown, "KONSULENT"), (blocked.State, blocked.FailureCode, blocked.FailureDetail));

        await host.ChooseAsync(PostingSubject.Account, "KONSULENT", new(host.AccountId("1130"), null));
        var push = await host.PushAsync(invoice);

        Assert.Equal(PushState.Succeeded, push.State);
        Assert.Equal(host.AccountId("1130"), ProductOfLatestDraft().GetProperty("accountId").GetString());
    }

    [Fact]
    public async Task AnotherChoice_HoldsForTheVeryNextPush_ThoughAProductWasLinked()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        var first = ProductOfLatestDraft();

        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Standard), new(host.AccountId("2510"), host.RulesetId("25 % i alle lande")));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        var second = ProductOfLatestDraft();
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Standard), PostingTarget.Open);
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "3"));

        Assert.Equal((host.AccountId("2510"), host.RulesetId("25 % i alle lande")),
            (second.GetProperty("accountId").GetString(), second.GetProperty("salesTaxRulesetId").GetString()));
        Assert.Equal(first.GetProperty("id").GetString(), ProductOfLatestDraft().GetProperty("id").GetString());
    }

    [Fact]
    public async Task RulesetThatGivesAnotherRate_IsRefusedAtThePush()
    {
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Standard), new(null, host.RulesetId("Momsfrit")));

        var push = await host.PushAsync(await host.AddInvoiceAsync());

        Assert.Equal((PushState.Rejected, FailureCodes.VatUnmapped, "Momsfrit: 0 % ≠ 25 % (DK)"), (push.State, push.FailureCode, push.FailureDetail));
        Assert.Empty(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Save_OverSomebodyElsesChoice_StoresNothing()
    {
        await host.ChooseAsync(PostingSubject.Account, "A", new(host.AccountId("1110"), null));

        var result = await host.Get<PostingMap>().SaveAsync(
            host.Owner,
            [
                new(PostingSubject.Account, "B", PostingTarget.Open, new(host.AccountId("1110"), null)),
                new(PostingSubject.Account, "A", PostingTarget.Open, new(host.AccountId("1130"), null)),
            ],
            default);

        Assert.IsType<SavePostingResult.ChangedMeanwhile>(result);
        var choices = await ChoicesAsync();
        Assert.Equal((host.AccountId("1110"), null), (choices.Of("A").AccountId, choices.Of("B").AccountId));
    }

    [Theory]
    [InlineData(PostingSubject.Account, "A", "nowhere", null, FailureCodes.AccountUnknown)]
    [InlineData(PostingSubject.Account, "", null, null, FailureCodes.AccountUnknown)]
    [InlineData(PostingSubject.Account, " A", null, null, FailureCodes.AccountUnknown)]
    [InlineData(PostingSubject.Account, "A", null, "ruleset", FailureCodes.AccountUnknown)]
    [InlineData(PostingSubject.Vat, "Standard", null, "nowhere", FailureCodes.VatUnmapped)]
    [InlineData(PostingSubject.Vat, "Standard", "nowhere", null, FailureCodes.AccountUnknown)]
    [InlineData(PostingSubject.Vat, "0", null, null, FailureCodes.VatUnmapped)]
    [InlineData(PostingSubject.Vat, "Luxury", null, null, FailureCodes.VatUnmapped)]
    public async Task Save_OfWhatBillyDoesNotHave_IsRefused(PostingSubject subject, string key, string? account, string? ruleset, string code)
    {
        var result = await host.Get<PostingMap>().SaveAsync(
            host.Owner, [new(subject, key, PostingTarget.Open, new(account, ruleset))], default);

        Assert.Equal(code, Assert.IsType<SavePostingResult.Refused>(result).Failure.Code);
    }

    [Fact]
    public async Task Choices_BelongToOneWorkspaceAndOneOrganisation()
    {
        await host.ChooseAsync(PostingSubject.Account, "A", new(host.AccountId("1110"), null));
        var map = host.Get<PostingMap>();
        var organization = host.Queue.Connection;

        Assert.Empty((await map.ReadAsync(WorkspaceId.New(), organization, default)).AccountCodes);
        Assert.Empty((await map.ReadAsync(host.Workspace, Guid.NewGuid(), default)).AccountCodes);
        Assert.Equal(["A"], (await map.ReadAsync(host.Workspace, organization, default)).AccountCodes);
    }

    [Fact]
    public async Task Table_CountsWhatIsUsed_AndWhatWaits()
    {
        var german = await host.AddCustomerAsync("Berlin GmbH", "DE123456789", "DE");
        await host.PushAsync(await host.AddInvoiceAsync(number: "1"));
        await host.AddInvoiceAsync(i => i.Lines = [Coded("X"), Coded("X"), Coded("1130")], number: "2");
        await host.AddInvoiceAsync(i => i.Lines = [Coded("X"), PushHost.Line("Tysk moms", 1, 100, vatRate: 19)], german, "3");

        var table = await TableAsync();

        var row = Assert.Single(table.AccountRows);
        Assert.Equal(new AccountRow("X", false, 3, 2), row);
        Assert.Equal("1110", table.DefaultAccount?.AccountNo);
        var vat = table.VatRows[0];
        Assert.Equal((VatTreatment.Standard, 6), (vat.Treatment, vat.Lines));
        Assert.Equal(
            [(25m, "DK", 4, 1, true), (19m, "DE", 1, 1, false), (25m, "DE", 1, 1, true)],
            vat.Uses.OrderByDescending(use => use.Lines).ThenBy(use => use.RatePercent)
                .Select(use => (use.RatePercent, use.Party.CountryCode, use.Lines, use.Waiting, table.Passes(use, null))));
        Assert.Equal(Enum.GetValues<VatTreatment>().Length, table.VatRows.Count);
        var eu = table.VatRows.Single(r => r.Treatment == VatTreatment.EuServices);
        Assert.Equal((0, "EU-ydelser"), (eu.Lines, table.RulesetFor(Assert.Single(eu.Uses), null)?.Name));
    }

    [Fact]
    public async Task Table_ReadAgainWithinMinutes_CostsNoRequest()
    {
        await TableAsync();
        var before = host.LastRequest;

        await TableAsync();
        Assert.Empty(host.RequestsSince(before));
        await host.Get<OrganizationReaders>().ForgetAsync(host.Workspace, default);
        await TableAsync();
        Assert.NotEmpty(host.RequestsSince(before));
    }

    [Fact]
    public async Task Table_AfterATestOfTheConnection_IsReadAnew()
    {
        await TableAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Get<BillyConnector>().TestAsync(host.Owner, default);
        var before = host.LastRequest;

        await TableAsync();

        Assert.Contains("GET /accounts", host.RequestsSince(before));
    }

    [Fact]
    public async Task Table_WhenBillyDoesNotAnswer_SaysSo()
    {
        host.Plan(SandboxFaultKind.ServerError, path: "/accounts", method: "GET");

        var result = await host.Get<PostingOverview>().ReadAsync(host.Workspace, default);

        Assert.Equal(FailureCodes.SystemUnavailable, Assert.IsType<PostingTableResult.Refused>(result).Failure.Code);
    }

    private async Task<PostingTable> TableAsync() =>
        Assert.IsType<PostingTableResult.Loaded>(await host.Get<PostingOverview>().ReadAsync(host.Workspace, default)).Table;

    private async Task<PostingChoices> ChoicesAsync() => await host.Get<PostingMap>().ReadAsync(
        host.Workspace, host.Queue.Connection, default);

    private static InvoiceLine Coded(string code)
    {
        var line = PushHost.Line("Ydelse", 1, 100);
        line.AccountCode = code;
        return line;
    }

    private JsonElement ProductOfLatestDraft()
    {
        var product = host.Billy.Invoices(host.Token)[^1].GetProperty("lines")[0].GetProperty("productId").GetString();
        return host.Billy.Records(host.Token, "products").Single(p => p.GetProperty("id").GetString() == product);
    }
}
