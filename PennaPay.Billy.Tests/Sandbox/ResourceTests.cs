namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>Every resource that Billy documents is there, in a list and by its id.</summary>
[Collection(SharedSandbox.Name)]
public sealed class ResourceTests(SandboxHost host)
{
    private const string Plurals =
        """
        accountGroups accountNatures accounts attachments balanceModifiers bankLineMatches bankLines bankLineSubjectAssociations
        bankPayments billLines bills cities contactBalancePayments contactBalancePostings contactPersons contacts countryGroups
        countries currencies daybookBalanceAccounts daybooks daybookTransactionLines daybookTransactions files invoiceLateFees
        invoiceLines invoiceReminderAssociations invoiceReminders invoices locales organizations postings productPrices products
        salesTaxAccounts salesTaxMetaFields salesTaxPayments salesTaxReturns salesTaxRules salesTaxRulesets states
        taxRateDeductionComponents taxRates transactions users zipcodes
        """;

    public static TheoryData<string> Documented { get; } = [.. Plurals.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void Documented_AreFortySix() => Assert.Equal(46, Documented.Count);

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Resource_IsListedAndReadById(string plural)
    {
        var list = (await host.Year.GetAsync($"{plural}?pageSize=3{await FilterAsync(plural)}")).Ok;

        Assert.NotEqual(0, list[plural].Count);
        Assert.Equal(plural != "organizations", list["meta"]["paging"].Exists);
        var record = list[plural][0];
        var one = (await host.Year.GetAsync($"{plural}/{record["id"].Text}")).Ok[Singular(plural)];
        Assert.Equal(Without(record, "downloadUrl"), Without(one, "downloadUrl"));
        Assert.Equal("404 RECORD_NOT_FOUND", (await host.Year.GetAsync(plural + "/unknown")).Error);
    }

    [Theory]
    [InlineData("balanceModifiers", "POST")]
    [InlineData("contactBalancePostings", "POST")]
    [InlineData("salesTaxReturns", "POST")]
    [InlineData("salesTaxReturns", "DELETE")]
    [InlineData("invoiceReminders", "PUT")]
    [InlineData("invoiceReminders", "DELETE")]
    [InlineData("files", "PUT")]
    [InlineData("files", "DELETE")]
    [InlineData("bankPayments", "DELETE")]
    [InlineData("contactBalancePayments", "DELETE")]
    [InlineData("invoiceLateFees", "DELETE")]
    [InlineData("users", "POST")]
    [InlineData("users", "DELETE")]
    [InlineData("organizations", "DELETE")]
    public async Task Resource_IsClosedForWhatAnsweredSo(string plural, string method) =>
        Assert.Equal("405 METHOD_NOT_ALLOWED", (await host.Year.SendAsync(
            new(method), method == "POST" ? plural : plural + "/x", method == "DELETE" ? null : new { })).Error);

    [Theory]
    [InlineData("countries", 200)]
    [InlineData("currencies", 120)]
    [InlineData("states", 50)]
    public async Task Places_AreAllThere(string plural, int atLeast)
    {
        var list = (await host.Year.GetAsync($"{plural}?countryId=US")).Ok[plural];

        Assert.True(list.Count >= atLeast, $"{list.Count} {plural}");
        Assert.DoesNotContain(list.Items, item => item["name"].Text.Length == 0);
    }

    private async Task<string> FilterAsync(string plural) => plural switch
    {
        "cities" or "zipcodes" => "&countryId=DK",
        "states" => "&countryId=US",
        "contactPersons" => "&contactId=" + (await host.Year.GetAsync("contacts")).Ok["contacts"][0]["id"].Text,
        "bankLines" => "&accountId=" + (await host.Year.GetAsync("accounts?isBankAccount=true")).Ok["accounts"][0]["id"].Text,
        _ => "",
    };

    private static string Singular(string plural) => plural switch
    {
        "bankLineMatches" => "bankLineMatch",
        _ when plural.EndsWith("ies", StringComparison.Ordinal) => plural[..^3] + "y",
        _ => plural[..^1],
    };

    private static string Without(Json record, string property) =>
        string.Join(',', record.Element.EnumerateObject().Where(p => p.Name != property).Select(p => $"{p.Name}:{p.Value.GetRawText()}"));
}
