using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class ListTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task Paging_TellsWhereTheOtherPagesAre()
    {
        for (var i = 1; i <= 5; i++)
            await billy.NewContactAsync(name: "Kunde " + i);

        var page = (await billy.GetAsync("contacts?pageSize=2&page=2&q=kunde")).Ok;

        var url = new Uri(host.Root, BillySandbox.ApiPath + "/contacts?pageSize=2&q=kunde").AbsoluteUri;
        Assert.Equal(["Kunde 3", "Kunde 4"], page["contacts"].Items.Select(c => c["name"].Text));
        Assert.Equal(
            $$"""{"page":2,"pageCount":3,"pageSize":2,"total":5,"firstUrl":"{{url}}","previousUrl":"{{url}}&page=1","nextUrl":"{{url}}&page=3","lastUrl":"{{url}}&page=3"}""",
            page["meta"]["paging"].ToString());
    }

    [Fact]
    public async Task Paging_EndsWithoutNeighbours()
    {
        var only = (await billy.GetAsync("contacts?pageSize=5000")).Ok["meta"]["paging"];

        Assert.Equal("1000", only["pageSize"].Text);
        Assert.True(only["previousUrl"].IsNull && only["nextUrl"].IsNull);
    }

    [Fact]
    public async Task Organizations_AreListedWithoutPaging()
    {
        var answer = (await billy.GetAsync("organizations")).Ok;

        Assert.Equal(1, answer["organizations"].Count);
        Assert.False(answer["meta"]["paging"].Exists);
        var closed = host.NewCompany(new() { OrganizationListStatus = 403 });
        Assert.Equal(403, (await closed.GetAsync("organizations")).Code);
    }

    [Fact]
    public async Task UnknownFilters_AreIgnored()
    {
        await billy.NewContactAsync();
        await billy.NewContactAsync();

        Assert.Equal(2, (await billy.GetAsync("contacts?email=nobody@example.com")).Ok["contacts"].Count);
    }

    [Theory]
    [InlineData("externalId=ord-1", "1")]
    [InlineData("externalId=ord-", "")]
    [InlineData("q=PO-2", "2")]
    [InlineData("q=anden", "2")]
    [InlineData("q=375", "3,2,1")]
    [InlineData("isPaid=False", "3,2,1")]
    [InlineData("isPaid=true", "")]
    [InlineData("amount=300", "3,2,1")]
    [InlineData("state=draft", "3,2,1")]
    [InlineData("state=approved", "")]
    [InlineData("currencyId=EUR", "")]
    [InlineData("externalId[]=ord-1&externalId[]=ord-3", "3,1")]
    [InlineData("minEntryDate=2026-10-02", "3,2")]
    [InlineData("maxEntryDate=2026-10-02", "2,1")]
    [InlineData("minDueDate=2026-12-10", "3")]
    [InlineData("entryDatePeriod=month:2026-10", "2,1")]
    [InlineData("entryDatePeriod=quarter:2026-4", "3,2,1")]
    [InlineData("entryDatePeriod=dates:2026-10-01...2026-10-01", "1")]
    [InlineData("entryDatePeriod=halfYear:2026-1", "")]
    [InlineData("sortProperty=entryDate&sortDirection=ASC", "1,2,3")]
    [InlineData("sortProperty=entryDate&sortDirection=DESC", "3,2,1")]
    [InlineData("sortProperty=createdTime", "1,2,3")]
    [InlineData("sortProperty=contact.name", "2,1,3")]
    [InlineData("sortProperty=contactMessage", "3,2,1")]
    public async Task Invoices_FilterAndSort(string query, string expected)
    {
        foreach (var (number, date, customer) in new[] { (1, "2026-10-01", "Bent"), (2, "2026-10-02", "Anden"), (3, "2026-12-03", "Carl") })
        {
            var draft = await billy.DraftAsync();
            draft["contactId"] = await billy.NewContactAsync(name: customer);
            draft["entryDate"] = date;
            draft["externalId"] = "ord-" + number;
            draft["orderNo"] = "PO-" + number;
            await billy.NewInvoiceAsync(draft);
        }

        var found = (await billy.GetAsync("invoices?" + query)).Ok["invoices"].Items.Select(i => i["externalId"].Text[4..]);

        Assert.Equal(expected, string.Join(',', found));
    }

    [Fact]
    public async Task Invoices_OfAnUnknownState_AreAnError() => Assert.Equal(404, (await billy.GetAsync("invoices?state=paid")).Code);

    [Fact]
    public async Task ExternalIdFilter_CanBeMissing_AndExternalIdsCanGetLost()
    {
        var careless = host.NewCompany(new() { FiltersIgnored = true });
        await careless.NewInvoiceAsync();
        var forgetful = host.NewCompany(new() { EchoExternalId = false });
        var draft = await forgetful.DraftAsync();
        draft["externalId"] = "ord-1";

        Assert.Equal(1, (await careless.GetAsync("invoices?externalId=else")).Ok["invoices"].Count);
        Assert.True((await forgetful.NewInvoiceAsync(draft))["externalId"].IsNull);
    }

    [Fact]
    public async Task Contacts_AreFoundByTheirExactNumber()
    {
        foreach (var contactNo in new[] { "10", "100" })
            await billy.PostAsync("contacts", new { contact = new { name = "x", countryId = "DK", contactNo } });

        Assert.Equal(["10"], (await billy.GetAsync("contacts?contactNo=10")).Ok["contacts"].Items.Select(c => c["contactNo"].Text));
    }

    [Fact]
    public async Task Include_EmbedsAndSideloads()
    {
        var invoice = await billy.NewInvoiceAsync();
        var path = "invoices/" + invoice["id"].Text;

        var plain = (await billy.GetAsync(path)).Ok;
        var embedded = (await billy.GetAsync(path + "?include=invoice.lines:embed,invoice.contact:embed")).Ok["invoice"];
        var beside = (await billy.GetAsync(path + "?include=invoice.lines,invoiceLine.product,invoice.contact:sideload,contact.country:embed")).Ok;

        Assert.False(plain["invoice"]["lines"].Exists || plain["invoiceLines"].Exists);
        Assert.Equal("300", embedded["lines"][0]["amount"].Text);
        Assert.Equal("Kunde A/S", embedded["contact"]["name"].Text);
        Assert.Equal(invoice["contactId"].Text, embedded["contactId"].Text);
        Assert.Equal(beside["invoiceLines"][0]["id"].Text, beside["invoice"]["lineIds"][0].Text);
        Assert.Equal("Konsulenttime", beside["products"][0]["name"].Text);
        Assert.Equal("Denmark", beside["contacts"][0]["country"]["name"].Text);
        Assert.False(beside["contacts"][0]["contactPersons"].Exists);
    }

    [Fact]
    public async Task Include_SideloadsEveryRecordOnce()
    {
        var draft = await billy.DraftAsync();
        await billy.NewInvoiceAsync(draft);
        await billy.NewInvoiceAsync(draft);

        var list = (await billy.GetAsync("invoices?include=invoice.contact")).Ok;

        Assert.Equal((2, 1), (list["invoices"].Count, list["contacts"].Count));
    }

    [Fact]
    public async Task Rulesets_BringTheirRulesInOrder()
    {
        var ruleset = (await billy.GetAsync("salesTaxRulesets?abbreviation=S&include=salesTaxRuleset.rules:embed")).Ok["salesTaxRulesets"][0];

        Assert.Equal(["0", "1", "2"], ruleset["rules"].Items.Select(r => r["priority"].Text));
        Assert.Equal("DK", ruleset["rules"][0]["countryId"].Text);
    }

    [Fact]
    public async Task Chart_IsTheDanishOne()
    {
        var accounts = (await billy.GetAsync("accounts?include=account.group,account.taxRate:embed")).Ok;
        var sales = accounts["accounts"].Items.Single(a => a["accountNo"].Text == "1110");

        Assert.Equal(("Salg", "revenue", "0.25"), (sales["name"].Text, sales["natureId"].Text, sales["taxRate"]["rate"].Text));
        Assert.Equal(19, accounts["accountGroups"].Count);
        Assert.Equal(sales["id"].Text, (await billy.GetAsync("organization")).Ok["organization"]["defaultSalesAccountId"].Text);
        Assert.Equal(89, accounts["accounts"].Count);
    }

    [Fact]
    public async Task DownloadUrl_IsAnotherOneOnEveryRead()
    {
        var path = "invoices/" + (await billy.NewInvoiceAsync())["id"].Text;

        var first = (await billy.GetAsync(path)).Ok["invoice"]["downloadUrl"].Text;
        var second = (await billy.GetAsync(path)).Ok["invoice"]["downloadUrl"].Text;

        Assert.NotEqual(first, second);
        Assert.EndsWith("/draft-invoice.pdf", first, StringComparison.Ordinal);
    }
}
