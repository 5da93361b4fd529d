using System.Globalization;
using System.Text;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Balances;

/// <summary>What is owed by how long it has been overdue. It is 20 November 2026.</summary>
public sealed class AgedTests : CompanyTests
{
    private AgedReceivables Receivables => Host.Product.Get<AgedReceivables>();

    [Theory]
    [InlineData(5, "NotDue")]
    [InlineData(0, "NotDue")]
    [InlineData(-1, "Days30")]
    [InlineData(-30, "Days30")]
    [InlineData(-31, "Days60")]
    [InlineData(-60, "Days60")]
    [InlineData(-61, "Days90")]
    [InlineData(-90, "Days90")]
    [InlineData(-91, "Older")]
    [InlineData(-900, "Older")]
    public async Task Age_CountsWholeDaysSinceTheLastDayToPay(int due, string age)
    {
        Bill(Host.Company.AddCustomer("Garage Martin SARL"), 100, Today.AddDays(due));
        await Host.ActivateAsync();

        var amounts = Assert.Single(await PageAsync("EUR")).Amounts;
        var known = new Dictionary<string, decimal>
        {
            ["NotDue"] = amounts.NotDue, ["Days30"] = amounts.Days30, ["Days60"] = amounts.Days60, ["Days90"] = amounts.Days90, ["Older"] = amounts.Older,
        };
        Assert.Equal((age, 120m, 120m), (Assert.Single(known, one => one.Value != 0).Key, known[age], amounts.Total));
    }

    [Fact]
    public async Task Customers_AreListedByWhatTheyOwe_ACurrencyAtATime_WithTheTotal()
    {
        var (small, large, abroad) = (Host.Company.AddCustomer("Petit SARL"), Host.Company.AddCustomer("Grand SARL"), Host.Company.AddCustomer("Suisse SA"));
        Bill(small, 10, Today);
        Bill(large, 100, Today.AddDays(-10));
        Bill(large, 200, Today.AddDays(-45));
        Bill(abroad, 50, Today, "CHF");
        Host.Company.Pay(Bill(Host.Company.AddCustomer("Payé SARL"), 10, Today));
        await Host.ActivateAsync();

        Assert.Equal([("Grand SARL", 360m), ("Petit SARL", 12m)], (await PageAsync("EUR")).Select(row => (row.Name, row.Amounts.Total)));
        Assert.Equal([("Suisse SA", 60m)], (await PageAsync("CHF")).Select(row => (row.Name, row.Amounts.Total)));
        Assert.Equal(
            [new AgedTotal("EUR", 2, new(12, 120, 240, 0, 0)), new("CHF", 1, new(60, 0, 0, 0, 0))],
            await Receivables.TotalsAsync(Host.Product.Workspace, Host.Connection, default));
        Assert.Equal("Petit SARL", Assert.Single(await Receivables.PageAsync(Host.Product.Workspace, Host.Connection, "EUR", 1, 1, default)).Name);
        Assert.Empty(await Receivables.TotalsAsync(Core.Access.WorkspaceId.New(), Host.Connection, default));
    }

    [Fact]
    public async Task Export_WritesALineACustomerAndCurrency_AndMarksWhoIsLeftOut()
    {
        var garage = Host.Company.AddCustomer(new SandboxCustomer { Name = "=Garage", Reference = "C-7" });
        Bill(garage, 1000.5m, Today);
        Bill(garage, 50, Today, "CHF");
        await Host.ActivateAsync();
        await Host.Product.Get<SourceSwitch>().ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(garage)] = null }, archive: false, default);

        using var file = new MemoryStream();
        await Receivables.ExportAsync(
            Host.Product.Owner, Host.Connection,
            new(CultureInfo.InvariantCulture,
            [
                new("Name", row => row.Name), new("No", row => row.CustomerNo), new("Currency", row => row.Currency),
                new("Total", row => row.Amounts.Total.ToString("0.00", CultureInfo.InvariantCulture)), new("Left out", row => row.LeftOutAt is null ? "no" : "yes"),
            ]), file, default);

        Assert.Equal(
            ["Name,No,Currency,Total,Left out", "'=Garage,C-7,CHF,60.00,yes", "'=Garage,C-7,EUR,1200.60,yes"],
            Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("\"", "", StringComparison.Ordinal)));
    }

    private long Bill(long customer, decimal beforeTax, DateOnly due, string currency = "EUR") => SourceBills.Add(Host.Company, customer, beforeTax, due, currency);

    private Task<IReadOnlyList<AgedRow>> PageAsync(string currency) => Receivables.PageAsync(Host.Product.Workspace, Host.Connection, currency, 0, 100, default);
}
