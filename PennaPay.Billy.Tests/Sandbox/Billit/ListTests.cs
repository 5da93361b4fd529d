namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>Lists of orders: filters, orders and pages.</summary>
public sealed class ListTests : BillitTests
{
    [Theory]
    [InlineData("OrderNumber eq 'A1'", "A1")]
    [InlineData("OrderNumber eq \"A1\"", "A1")]
    [InlineData("OrderNumber eq 'O''Neill'", "O'Neill")]
    [InlineData("ExternalProviderID eq 'shop-2'", "A2")]
    [InlineData("OrderType eq 'Invoice' and OrderDirection eq 'Income'", "A1 A2 O'Neill")]
    [InlineData("TotalIncl gt 121", "A2 O'Neill")]
    [InlineData("TotalIncl ge 121 and TotalIncl lt 242", "A1")]
    [InlineData("Paid eq true", "A2")]
    [InlineData("Paid eq true and IsSent eq true", "")]
    [InlineData("LastModified ge DateTime'2026-11-20T10:01:00'", "A2 O'Neill")]
    [InlineData("LastModified gt datetime'2026-11-20T10:01:00'", "O'Neill")]
    [InlineData("OrderDate eq DateTime'2026-11-20'", "A1 A2 O'Neill")]
    [InlineData("OrderStatus ne 'Paid'", "A1 O'Neill")]
    [InlineData("PaymentMethod eq 'Visa'", "")]
    public async Task Filters(string filter, string numbers)
    {
        await FillAsync();

        Assert.Equal(numbers, await NumbersAsync($"$filter={Uri.EscapeDataString(filter)}"));
    }

    [Fact]
    public async Task Filter_ByTheOtherParty()
    {
        Company.AddInvoice(Company.AddCustomer("Ander"), 5m, "B1");
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));

        Assert.Equal("A1", await NumbersAsync($"$filter=CounterParty/PartyID+eq+{Customer}"));
    }

    [Fact]
    public async Task Property_ThatIsNotAllowedAnyMore_IsNamed()
    {
        var answer = await GetAsync("orders?$filter=VATNumber eq 'BE1'");

        Assert.Equal(
            """{"errors":[{"Code":"GenericError","Description":"Could not find a property named 'VATNumber' on type 'Domain.Order.OrderPartyPerformanceSafeColumns'."}]}""",
            answer.Text);
        Assert.Equal(400, answer.Code);
    }

    [Theory]
    [InlineData("OrderNumber")]
    [InlineData("OrderNumber eq")]
    [InlineData("OrderNumber eq 'A")]
    [InlineData("OrderNumber like 'A'")]
    [InlineData("OrderNumber eq 'A1' or OrderNumber eq 'A2'")]
    [InlineData("OrderNumber eq 'A1' and")]
    [InlineData("OrderDate eq DateTime'soon'")]
    [InlineData("OrderDate eq '2026-11-20'")]
    public async Task Filter_ThatIsNone_IsRefused(string filter)
    {
        await NewOrderAsync();

        Assert.Equal("400 GenericError", Error(await GetAsync($"orders?$filter={Uri.EscapeDataString(filter)}")));
    }

    [Fact]
    public async Task Sorted_ByOneOrMore()
    {
        await FillAsync();

        Assert.Equal("O'Neill A2 A1", await NumbersAsync("$orderby=LastModified desc"));
        Assert.Equal("A2 O'Neill A1", await NumbersAsync("$orderby=Paid desc,TotalIncl desc"));
    }

    [Fact]
    public async Task Pages_HoldAHundredAndTwenty_AndLeadOn()
    {
        Company.AddMany(3, 250);

        var first = (await GetAsync("orders?$filter=OrderType eq 'Invoice'&$top=500")).Ok;
        using var second = await SendAsync(HttpMethod.Get, new(first["NextPageLink"].Text), null, ("ApiKey", Key), ("PartyID", $"{Company.Id}"));
        var next = (await ReadAsync(second)).Ok;
        using var third = await SendAsync(HttpMethod.Get, new(next["NextPageLink"].Text), null, ("ApiKey", Key), ("PartyID", $"{Company.Id}"));
        var last = (await ReadAsync(third)).Ok;

        Assert.Equal((120, 120, 10, false), (first["Items"].Count, next["Items"].Count, last["Items"].Count, last["NextPageLink"].Exists));
        Assert.Equal(250, ((Json[])[first, next, last]).SelectMany(page => page["Items"].Items).Select(item => item["OrderID"].Text).Distinct().Count());
        Assert.StartsWith(Server.Root.ToString(), first["NextPageLink"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopAndSkip()
    {
        await FillAsync();

        Assert.Equal("A2", await NumbersAsync("$top=1&$skip=1"));
        Assert.Equal("400 GenericError", Error(await GetAsync("orders?$top=-1")));
    }

    [Fact]
    public async Task Items_AreSummaries()
    {
        await NewOrderAsync();

        var item = (await GetAsync("orders")).Ok["Items"][0];

        Assert.Equal((true, false, false), (item["CounterParty"].Exists, item["OrderLines"].Exists, item["Customer"].Exists));
    }

    private async Task FillAsync()
    {
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        await NewOrderAsync(Invoice(("OrderNumber", "A2"), ("ExternalProviderID", "shop-2"), ("Paid", true), ("OrderLines", new[] { Line(300m) })));
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        await NewOrderAsync(Invoice(("OrderNumber", "O'Neill"), ("OrderLines", new[] { Line(200m) })));
    }

    private async Task<string> NumbersAsync(string query) =>
        string.Join(' ', (await GetAsync($"orders?{query}")).Ok["Items"].Items.Select(item => item["OrderNumber"].Text));
}
