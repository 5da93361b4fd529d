using System.Globalization;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>The year of books that a company can be set up with adds up, whoever counts.</summary>
[Collection(SharedSandbox.Name)]
public sealed class YearOfBooksTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.Year;

    [Fact]
    public async Task EveryTransaction_SumsToNothing()
    {
        var postings = await AllAsync("postings");

        Assert.InRange(postings.Count, 900, 3000);
        Assert.All(postings.GroupBy(posting => posting["transactionId"].Text), transaction => Assert.Equal(0m, transaction.Sum(Signed)));
        Assert.Equal((await AllAsync("transactions")).Select(t => t["id"].Text).Order(), postings.Select(p => p["transactionId"].Text).Distinct().Order());
        Assert.All(postings, posting => Assert.Equal("DKK", posting["currencyId"].Text));
    }

    [Fact]
    public async Task Receivables_AreWhatOpenInvoicesSay()
    {
        var open = (await AllAsync("invoices")).Where(i => i["state"].Text == "approved")
            .Sum(i => (i["type"].Text == "creditNote" ? -1m : 1m) * Number(i, "balance") * Number(i, "exchangeRate"));

        Assert.NotEqual(0m, open);
        Assert.InRange(Math.Abs(await BalanceAsync(5810) - open), 0m, 0.05m);
        Assert.Contains(await AllAsync("invoices?isPaid=false&state=approved"), i => string.CompareOrdinal(i["dueDate"].Text, "2026-11-01") < 0);
    }

    [Fact]
    public async Task Payables_AreWhatOpenBillsSay()
    {
        var open = (await AllAsync("bills")).Where(b => b["state"].Text == "approved").Sum(b => Number(b, "balance") * Number(b, "exchangeRate"));

        Assert.NotEqual(0m, open);
        Assert.InRange(Math.Abs(await BalanceAsync(7320) + open), 0m, 0.05m);
    }

    [Fact]
    public async Task VatAccounts_HoldWhatSalesAndPurchasesSay()
    {
        var sales = (await AllAsync("invoices")).Where(i => i["state"].Text == "approved")
            .Sum(i => (i["type"].Text == "creditNote" ? -1m : 1m) * Number(i, "tax") * Number(i, "exchangeRate"));
        var bills = (await AllAsync("bills?state=approved&include=bill.lines:embed,billLine.taxRate:embed")).ToList();
        var lines = bills.SelectMany(bill => bill["lines"].Items.Select(line => (Line: line, Rate: line["taxRate"].IsNull ? "" : line["taxRate"]["abbreviation"].Text, Factor: Number(bill, "exchangeRate")))).ToList();
        var charged = lines.Sum(l => Number(l.Line, "tax") * (l.Rate == "KR" ? 0.25m : 1m));
        decimal Reverse(string rate) => lines.Where(l => l.Rate == rate).Sum(l => Math.Round(Number(l.Line, "amount") * 0.25m, 2) * l.Factor);

        Assert.InRange(Math.Abs(await BookedAsync(7250) + sales), 0m, 0.1m);
        Assert.True(Reverse("KEY") > 0m && Reverse("KEV") > 0m);
        Assert.InRange(Math.Abs(await BookedAsync(7240) + Reverse("KEY")), 0m, 0.2m);
        Assert.InRange(Math.Abs(await BookedAsync(7230) + Reverse("KEV")), 0m, 0.2m);
        Assert.InRange(Math.Abs(await BookedAsync(7220) - charged - Reverse("KEY") - Reverse("KEV")), 0m, 0.4m);
    }

    [Fact]
    public async Task VatReturns_AreSettledAndPaidWhenDue_AndTheLatestIsOpen()
    {
        var returns = await AllAsync("salesTaxReturns");

        Assert.Equal(["true true", "true true", "true true", "false false", "false false"], returns.Select(r => r.Show("isSettled", "isPaid")));
        Assert.Equal(0m, await BalanceAsync(7210));
        Assert.All(await AllAsync("postings?salesTaxReturnId=" + returns[0]["id"].Text), p => Assert.StartsWith("20", p["entryDate"].Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bank_IsNeverOverdrawn()
    {
        var balance = 0m;
        foreach (var day in (await OfAccountAsync(5710)).GroupBy(p => p["entryDate"].Text).OrderBy(g => g.Key, StringComparer.Ordinal))
            Assert.True((balance += day.Sum(Signed)) > 0m, $"{day.Key}: {balance}");
    }

    [Fact]
    public async Task Books_EndToday()
    {
        var days = (await AllAsync("postings")).Select(p => p["entryDate"].Text).Order(StringComparer.Ordinal).ToList();

        Assert.Equal("2025-11-01", days[0]);
        Assert.InRange(string.CompareOrdinal(days[^1], "2026-11-20"), int.MinValue, 0);
        Assert.StartsWith("2026-11", days[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Books_AreTheSameAgain()
    {
        const string Token = "1111111111111111111111111111111111111111";
        host.Control.CreateCompany(new() { Token = Token, YearOfBooks = true });
        var before = Everything();

        host.Control.Reset(Token);

        Assert.Equal(before, Everything());

        List<string> Everything() => [.. ((string[])["contacts", "postings", "bills", "bankLines", "daybookTransactions"])
            .SelectMany(plural => host.Control.Records(Token, plural)).Select(record => record.GetRawText())];
    }

    [Fact]
    public async Task SmallCompany_BeginsEmpty()
    {
        var small = host.NewCompany();

        foreach (var plural in (string[])["contacts", "invoices", "bills", "postings", "daybookTransactions", "salesTaxReturns"])
            Assert.Equal("0", (await small.GetAsync(plural)).Ok["meta"]["paging"]["total"].Text);
    }

    [Theory]
    [InlineData("bills?hasAttachments=true&include=bill.attachments:embed", "attachments")]
    [InlineData("daybookTransactions?state=approved&include=daybookTransaction.lines:embed", "lines")]
    [InlineData("bankPayments?include=bankPayment.associations:embed&pageSize=1&sortProperty=entryDate", "associations")]
    [InlineData("taxRates?include=taxRate.deductionComponents:embed&pageSize=1", "deductionComponents")]
    [InlineData("daybooks?include=daybook.balanceAccounts:embed", "balanceAccounts")]
    [InlineData("invoiceReminders?include=invoiceReminder.associations:embed", "associations")]
    [InlineData("invoices?isPaid=true&pageSize=1&include=invoice.balanceModifiers:embed", "balanceModifiers")]
    public async Task Children_ComeAlong(string path, string property)
    {
        var list = (await billy.GetAsync(path)).Ok[path.Split('?')[0]];

        Assert.NotEqual(0, list.Count);
        Assert.All(list.Items, record => Assert.NotEqual(0, record[property].Count));
    }

    [Theory]
    [InlineData("bills?q=Havnegade&pageSize=1", "13")]
    [InlineData("bills?minEntryDate=2026-01-01&maxEntryDate=2026-01-31&q=Fiber", "1")]
    [InlineData("bills?isBare=true", "0")]
    [InlineData("bills?state=draft", "1")]
    [InlineData("daybookTransactions?apiType=loen&minEntryDate=2026-01-01&maxEntryDate=2026-01-31", "2")]
    [InlineData("daybookTransactions?state=draft", "1")]
    [InlineData("daybookTransactions?state=voided", "1")]
    [InlineData("daybookTransactions?q=bankgebyr", "12")]
    public async Task Lists_AreFiltered(string path, string total) =>
        Assert.Equal(total, (await billy.GetAsync(path)).Ok["meta"]["paging"]["total"].Text);

    private async Task<List<Json>> AllAsync(string path)
    {
        var all = new List<Json>();
        for (var page = 1; ; page++)
        {
            var answer = (await billy.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}pageSize=1000&page={page}")).Ok;
            all.AddRange(answer[path.Split('?')[0]].Items);
            if (page >= int.Parse(answer["meta"]["paging"]["pageCount"].Text, CultureInfo.InvariantCulture))
                return all;
        }
    }

    private async Task<List<Json>> OfAccountAsync(int number)
    {
        var account = (await AllAsync("accounts")).Single(a => a["accountNo"].Text == number.ToString(CultureInfo.InvariantCulture));
        return await AllAsync("postings?accountId=" + account["id"].Text);
    }

    private async Task<decimal> BalanceAsync(int number) => (await OfAccountAsync(number)).Sum(Signed);

    /// <summary>Without what the VAT returns took away.</summary>
    private async Task<decimal> BookedAsync(int number)
    {
        var settled = (await AllAsync("transactions")).Where(t => t["originatorReference"].Text.StartsWith("salesTaxReturn:", StringComparison.Ordinal)).Select(t => t["id"].Text).ToHashSet();
        return (await OfAccountAsync(number)).Where(p => !settled.Contains(p["transactionId"].Text)).Sum(Signed);
    }

    private static decimal Number(Json record, string property) => record[property].Element.GetDecimal();

    private static decimal Signed(Json posting) => posting["side"].Text == "debit" ? Number(posting, "amount") : -Number(posting, "amount");
}
