using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Mapping;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Mapping;

public sealed class MappingPageTests : IAsyncLifetime
{
    private const string Abroad = "1130 Salg til øvrig udland - ydelser";

    private PageHost host = null!;

    public MappingPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task UnknownCode_Blocks_UntilAnAccountIsSaved()
    {
        await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "KONSULENT");
        var page = Open();
        Assert.Equal("Blokerer 1 faktura", Text(page, "[data-code=KONSULENT] [data-testid=blocks]"));

        page.Choose("[data-code=KONSULENT] [data-testid=account]", Abroad);
        page.WaitForElement("[data-code=KONSULENT] [data-testid=ready]", PageHost.Patience);
        Assert.Contains("1 valg er ikke gemt", Text(page, "[data-testid=mapping-bar]"), StringComparison.Ordinal);
        page.Find("[data-testid=save-mapping]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=mapping-bar]")), PageHost.Patience);
        Assert.Contains(host.Toasts, toast => toast is { Tone: ToastTone.Success, Title: "Konto og moms er gemt" });
        Assert.Equal(host.Product.AccountId("1130"), page.Find("[data-code=KONSULENT] [data-testid=account]").Chosen());
        Assert.Equal(host.Product.AccountId("1130"), (await ChoicesAsync()).Of("KONSULENT").AccountId);
    }

    [Fact]
    public async Task WhatIsBookedThere_WaitsForNothing()
    {
        var booked = await host.Product.AddInvoiceAsync(invoice => invoice.Lines = [PushHost.Line("Kursus", 1, 100, vatRate: 12)]);
        await host.Product.EditAsync(booked.Id, invoice => invoice.Lines[0].AccountCode = "KONSULENT");
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            db.Add(new InvoiceCopy { InvoiceId = booked.Id, ConnectionId = host.Product.Queue.Connection, State = CopyState.Paid, RemoteId = "d1" });
            return Task.CompletedTask;
        }, default);

        var table = Assert.IsType<PostingTableResult.Loaded>(await host.Product.Get<PostingOverview>().ReadAsync(host.Product.Workspace, default)).Table;

        Assert.Equal((1, 0), table.AccountRows.Where(row => row.Code == "KONSULENT").Select(row => (row.Lines, row.Waiting)).Single());
        Assert.Equal((1, 0), table.VatRows[0].Uses.Select(use => (use.Lines, use.Waiting)).Single());
    }

    [Fact]
    public async Task VatInUse_ComesFirst_WithItsLinesAndWhatAutomaticGives()
    {
        await host.Product.AddInvoiceAsync(invoice => invoice.Lines = [PushHost.Line("Kursus", 1, 100, vatRate: 0), PushHost.Line("Kursus", 1, 100, vatRate: 0)]);

        var page = Open();

        var row = page.FindAll("[data-testid=vat-row]")[0];
        Assert.Equal((nameof(VatTreatment.Exempt), "true"), (row.GetAttribute("data-treatment"), row.GetAttribute("data-used")));
        Assert.Contains("2", row.QuerySelector(".count")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Automatisk: Momsfrit", row.QuerySelector("[data-testid=ruleset] .rz-dropdown-label")!.TextContent.Trim());
        Assert.Equal("0 %, virksomhed i DK → Momsfrit · ikke på momsangivelsen", row.QuerySelector("[data-testid=vat-use]")!.TextContent.Replace("check", "", StringComparison.Ordinal).Trim());
        Assert.Equal(Enum.GetValues<VatTreatment>().Length, page.FindAll("[data-testid=vat-row]").Count);
    }

    [Fact]
    public async Task RulesetThatGivesAnotherRate_BlocksBeforeItIsSaved_AndUndoTakesItBack()
    {
        await host.Product.AddInvoiceAsync();
        var page = Open();

        page.Choose("[data-treatment=Standard] [data-testid=ruleset]", "Momsfrit");
        page.WaitForAssertion(() => Assert.Equal("Blokerer 1 faktura", Text(page, "[data-treatment=Standard] [data-testid=blocks]")), PageHost.Patience);
        Assert.Contains("får 0 %", Text(page, "[data-treatment=Standard] [data-testid=vat-use]"), StringComparison.Ordinal);
        page.Find("[data-testid=undo]").Click();

        page.WaitForElement("[data-treatment=Standard] [data-testid=ready]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=mapping-bar]"));
    }

    [Theory]
    [InlineData(VatTreatment.Standard, "DK", nameof(VatBox.SalesVat), "Salgsmoms")]
    [InlineData(VatTreatment.EuGoods, "DE", nameof(VatBox.EuGoods), "Rubrik B-varer")]
    [InlineData(VatTreatment.EuServices, "DE", nameof(VatBox.EuServices), "Rubrik B-ydelser")]
    [InlineData(VatTreatment.ExportGoods, "NO", nameof(VatBox.OtherWithoutVat), "Rubrik C")]
    [InlineData(VatTreatment.Exempt, "DK", nameof(VatBox.None), "ikke på momsangivelsen")]
    public async Task BoxOfTheVatReturn_StandsBesideWhatIsChosen(VatTreatment treatment, string country, string box, string words)
    {
        await AddAsync(treatment, country);

        var page = Open();

        var shown = page.Find($"[data-treatment={treatment}] [data-testid=vat-box]");
        Assert.Equal((box, $"· {words}"), (shown.GetAttribute("data-box"), shown.TextContent.Trim()));
    }

    [Fact]
    public async Task TreatmentWithoutARuleset_SaysSo_AndBlocks()
    {
        await AddAsync(VatTreatment.ReverseCharge, "DK");

        var page = Open();

        Assert.Equal("Blokerer 1 faktura", Text(page, "[data-treatment=ReverseCharge] [data-testid=blocks]"));
        Assert.Contains("organisationen har ingen momsregel", Text(page, "[data-treatment=ReverseCharge] [data-testid=vat-use]"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-treatment=ReverseCharge] [data-testid=vat-box]"));
    }

    [Fact]
    public async Task WhatIsBlocked_LeadsToJustThoseInvoices()
    {
        await AddAsync(VatTreatment.ReverseCharge, "DK");
        await AddAsync(VatTreatment.ZeroRated, "DK");
        await AddAsync(VatTreatment.ZeroRated, "SE");
        await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = " KON:SULENT ");
        await host.Product.AddInvoiceAsync();

        var page = Open();

        Assert.Equal([VatTreatment.ReverseCharge], await TreatmentsAtAsync(page.Find("[data-treatment=ReverseCharge] [data-testid=blocked-invoices]").GetAttribute("href")));
        Assert.Empty(page.FindAll("[data-treatment=ZeroRated] [data-testid=blocked-invoices]"));
        var uses = page.FindAll("[data-treatment=ZeroRated] [data-testid=blocked-use]").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(2, uses.Distinct().Count());
        foreach (var href in uses)
            Assert.Equal([VatTreatment.ZeroRated], await TreatmentsAtAsync(href));
        var byAccount = await AtAsync(page.Find("[data-code='KON:SULENT'] [data-testid=blocked-invoices]").GetAttribute("href"));
        Assert.Equal(" KON:SULENT ", (await host.Product.InvoiceAsync(Assert.Single(byAccount))).Lines[0].AccountCode);

        async Task<IReadOnlyList<Guid>> AtAsync(string? href)
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(new("http://here"), href).Query);
            var view = InvoiceListView.From(null, null, null, null, null, null, query["lines"]);
            Assert.Equal(href, view.Href);
            return await host.Product.Get<InvoiceList>().IdsAsync(host.Product.Workspace, view.Query, 10, default);
        }

        async Task<IEnumerable<VatTreatment>> TreatmentsAtAsync(string? href)
        {
            List<VatTreatment> found = [];
            foreach (var id in await AtAsync(href))
                found.Add((await host.Product.InvoiceAsync(id)).Lines[0].Vat);
            return found;
        }
    }

    [Fact]
    public async Task ChoiceThatContradictsTheTreatment_Stays_AndIsPointedOut()
    {
        await AddAsync(VatTreatment.EuServices, "DE");
        await host.Product.ChooseAsync(
            PostingSubject.Vat, nameof(VatTreatment.EuServices), new(host.Product.AccountId("1110"), host.Product.RulesetId("Eksport")));

        var page = Open();

        Assert.Equal(host.Product.RulesetId("Eksport"), page.Find("[data-treatment=EuServices] [data-testid=ruleset]").Chosen());
        Assert.Contains("Tjek valget", Text(page, "[data-treatment=EuServices] [data-testid=contradicts]"), StringComparison.Ordinal);
        Assert.Equal("Modsiger momsen på linjen, som hører til: Rubrik B-ydelser.", Text(page, "[data-treatment=EuServices] [data-testid=contradiction]"));
        Assert.Equal("Kontoplanen har 1150 Salg til EU - ydelser til den slags salg.", Text(page, "[data-treatment=EuServices] [data-testid=account-advice]"));
    }

    [Fact]
    public async Task AccountByTreatment_IsSaid_AndOnlyAccountsForSalesAreOffered()
    {
        await AddAsync(VatTreatment.EuServices, "DE");
        await host.Product.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Exempt), new(host.Product.AccountId("1210"), null));

        var page = Open();

        Assert.Equal("Automatisk: 1150 Salg til EU - ydelser", Text(page, "[data-treatment=EuServices] [data-testid=account] .rz-dropdown-label"));
        Assert.Equal("1210 Vareindkøb (ikke til salg)", Text(page, "[data-treatment=Exempt] [data-testid=account] .rz-dropdown-label"));
        Assert.Empty(page.FindAll("[data-testid=account-advice]"));
        var table = Assert.IsType<PostingTableResult.Loaded>(
            await host.Product.Get<PostingOverview>().ReadAsync(host.Product.Workspace, default)).Table;
        Assert.Equal(
            ["1110", "1115", "1120", "1130", "1140", "1150", "2220", "2230", "2240", "2510"],
            table.AccountsForSales.Select(account => account.AccountNo));
    }

    [Fact]
    public async Task ChoiceOfAnotherWindow_IsNotOverwritten()
    {
        await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "X");
        var page = Open();
        Choose(page, "X", Abroad);
        await host.Product.ChooseAsync(PostingSubject.Account, "X", new(host.Product.AccountId("1110"), null));

        page.Find("[data-testid=save-mapping]").Click();

        page.WaitForElement("[data-testid=mapping-stale]", PageHost.Patience);
        Assert.Equal(host.Product.AccountId("1110"), page.Find("[data-code=X] [data-testid=account]").Chosen());
        Assert.Equal(host.Product.AccountId("1110"), (await ChoicesAsync()).Of("X").AccountId);
    }

    [Fact]
    public async Task WithoutAConnection_ThePageLeadsToIt()
    {
        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Product.Owner, default);

        var page = host.Open<MappingPage>("/settings/mapping");

        page.WaitForElement("[data-testid=mapping-not-connected]", PageHost.Patience);
        Assert.Equal("/settings/billy", page.Find("[data-testid=to-connection]").GetAttribute("href"));
    }

    [Fact]
    public void WhenBillyDoesNotAnswer_ThePageSaysSo_AndTriesAgain()
    {
        host.Product.Plan(SandboxFaultKind.ServerError, path: "/salesTaxRulesets", method: "GET");
        var page = host.Open<MappingPage>("/settings/mapping");
        page.WaitForAssertion(
            () => Assert.Equal(FailureCodes.SystemUnavailable, page.Find("[data-testid=failure]").GetAttribute("data-code")), PageHost.Patience);

        page.Find("[data-testid=retry]").Click();

        page.WaitForElement("[data-testid=mapping]", PageHost.Patience);
    }

    [Fact]
    public async Task WhenBillyDoesNotAnswer_UnsavedChoicesStay()
    {
        await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "X");
        var page = Open();
        Choose(page, "X", Abroad);
        host.Product.Plan(SandboxFaultKind.ServerError, path: "/salesTaxRulesets", method: "GET");

        page.Find("[data-testid=refresh]").Click();

        page.WaitForElement("[data-testid=failure]", PageHost.Patience);
        Assert.Equal(host.Product.AccountId("1130"), page.Find("[data-code=X] [data-testid=account]").Chosen());
        Assert.Single(page.FindAll("[data-testid=mapping-bar]"));
    }

    [Fact]
    public async Task ChoicesMadeWhileOthersAreSaved_StayAndAreMeasuredByWhatWasSaved()
    {
        var read = await host.Product.Get<PostingOverview>().ReadAsync(host.Product.Workspace, default);
        var form = new MappingForm(Assert.IsType<PostingTableResult.Loaded>(read).Table);
        foreach (var code in new[] { "kept", "other", "back" })
            form.Choose(code, "a");
        var saving = form.Changes;
        form.Choose("other", "b");
        form.Choose("back", null);
        form.Choose("new", "c");

        form.Settle(saving);

        Assert.Equal(
            [("back", "a", null), ("new", null, "c"), ("other", "a", "b")],
            form.Changes.Select(change => (change.Key, change.Seen.AccountId, change.Wanted.AccountId)).OrderBy(change => change.Key));
    }

    private async Task AddAsync(VatTreatment treatment, string country) => await host.Product.AddInvoiceAsync(
        invoice => invoice.Lines.ForEach(line => (line.Vat, line.VatRate) = (treatment, VatRates.Of(treatment))),
        await host.Product.AddCustomerAsync("Kunde", cvr: null, country));

    private IRenderedComponent<MappingPage> Open()
    {
        var page = host.Open<MappingPage>("/settings/mapping");
        page.WaitForElement("[data-testid=mapping]", PageHost.Patience);
        return page;
    }

    // The page may be reading just then, so that its answer to the choice comes after it.
    private static void Choose(IRenderedComponent<MappingPage> page, string code, string account)
    {
        page.Choose($"[data-code={code}] [data-testid=account]", account);
        page.WaitForElement("[data-testid=mapping-bar]", PageHost.Patience);
    }

    private async Task<PostingChoices> ChoicesAsync() => await host.Product.Get<PostingMap>().ReadAsync(
        host.Product.Workspace, host.Product.Queue.Connection, default);

    private static string Text(IRenderedComponent<MappingPage> page, string selector) => page.Find(selector).TextContent.Trim().Replace("block", "", StringComparison.Ordinal).Trim();
}
