using System.Text;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>Pages, order and filters of the lists.</summary>
public sealed class ListTests : PennylaneTests
{
    private long[] AddCustomers(int count) => [.. Enumerable.Range(1, count).Select(i => Company.AddCustomer($"Client {i}"))];

    [Fact]
    public async Task Page_HasTwentyOfTheNewest_AndACursorThatKnowsTheLastId()
    {
        var ids = AddCustomers(23);

        var first = (await GetAsync("customers")).Ok;
        var cursor = first["next_cursor"].Text;

        Assert.Equal(20, first["items"].Count);
        Assert.Equal("true", first["has_more"].Text);
        Assert.Equal($$"""{"cursor_attributes":[{{ids[3]}}],"sort":"-id"}""", Encoding.UTF8.GetString(Convert.FromBase64String(cursor)));
        var second = (await GetAsync($"customers?cursor={Uri.EscapeDataString(cursor)}")).Ok;
        Assert.Equal([ids[2], ids[1], ids[0]], second["items"].Items.Select(item => item["id"].Element.GetInt64()));
        Assert.Equal("false null", second.Show("has_more", "next_cursor"));
    }

    [Fact]
    public async Task Cursor_ForgetsFilterOrderAndLength()
    {
        var ids = AddCustomers(6);
        var cursor = Uri.EscapeDataString((await GetAsync($"customers?sort=id&limit=2&{Filter("id", "gteq", ids[1])}")).Ok["next_cursor"].Text);

        Assert.Equal([ids[3], ids[4]], await IdsAsync($"customers?sort=id&limit=2&cursor={cursor}&{Filter("id", "gteq", ids[1])}"));
        Assert.Equal([ids[3], ids[4], ids[5]], await IdsAsync($"customers?sort=id&cursor={cursor}"));
        // Without its order it leads the other way, past what the filter kept out.
        Assert.Equal([ids[1], ids[0]], await IdsAsync($"customers?cursor={cursor}"));
    }

    [Theory]
    [InlineData("customers?limit=0", "limit LessThanMinimum")]
    [InlineData("customers?limit=101", "limit MoreThanMaximum")]
    [InlineData("customers?limit=many", "limit ValidateError")]
    [InlineData("changelogs/customers?limit=1001", "limit MoreThanMaximum")]
    [InlineData("customers?sort=name", "sort NotEnumInclude")]
    [InlineData("customers?sort=-date", "sort NotEnumInclude")]
    public async Task OutOfBounds_IsRefusedAndNotCut(string path, string error)
    {
        var answer = await GetAsync(path);

        Assert.Equal($"400 {error}", $"{answer.Code} {answer.Json.Show("field", "code")}");
    }

    [Theory]
    [InlineData("bm90IGpzb24=")]
    [InlineData("%%%")]
    [InlineData("eyJjdXJzb3JfYXR0cmlidXRlcyI6WyJ4Il0sInNvcnQiOiItaWQifQ==")]
    [InlineData("eyJjdXJzb3JfYXR0cmlidXRlcyI6W10sInNvcnQiOiItaWQifQ==")]
    public async Task CursorThatIsNone_IsRefused(string cursor)
    {
        var answer = await GetAsync($"customers?cursor={Uri.EscapeDataString(cursor)}");

        Assert.Equal("""400 {"error":"The cursor is invalid","status":400}""", $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task HundredIds_AreReadAtOnce_AndThoseThatAreNoMoreAreLeftOut()
    {
        var ids = AddCustomers(100);
        Company.DeleteCustomer(ids[40]);

        var found = await IdsAsync($"customers?limit=100&{Filter("id", "in", ids)}");

        Assert.Equal(ids.Where(id => id != ids[40]).Reverse(), found);
    }

    [Fact]
    public async Task Filters_OfCustomers()
    {
        var company = Company.AddCustomer(new SandboxCustomer { Name = "Dupont SA", RegNo = "732829320", Emails = ["a@exemple.fr", "b@exemple.fr"], ExternalReference = "ref-1" });
        var person = Company.AddCustomer(new SandboxCustomer { IsCompany = false, FirstName = "Anne", LastName = "Martin", ExternalReference = "ref-2" });

        foreach (var (field, operation, value, expected) in ((string, string, object, long[])[])
        [
            ("customer_type", "eq", "individual", [person]),
            ("customer_type", "not_eq", "individual", [company]),
            ("name", "start_with", "Anne", [person]),
            ("name", "eq", "Dupont SA", [company]),
            ("reg_no", "eq", "732829320", [company]),
            ("emails", "in", new[] { "b@exemple.fr" }, [company]),
            ("external_reference", "start_with", "ref-", [person, company]),
            ("external_reference", "in", new[] { "ref-2", "x" }, [person]),
            ("id", "lt", person, [company]),
            ("id", "eq", $"{person}", [person]),
            ("id", "not_in", new[] { company }, [person]),
            ("ledger_account_id", "eq", Company.Customer(company).LedgerAccount, [company]),
        ])
            Assert.Equal(expected, await IdsAsync($"customers?{Filter(field, operation, value)}"));
    }

    [Fact]
    public async Task Filters_OfInvoices()
    {
        var (first, second) = (Company.AddCustomer("A"), Company.AddCustomer("B"));
        var draft = Company.DraftInvoice(new SandboxInvoice { Customer = first, Date = new(2026, 10, 1) });
        var late = Company.AddInvoice(second, 100);
        var note = Company.Credit(late, 60);
        var number = Company.Invoice(late).Number;

        foreach (var (field, operation, value, expected) in ((string, string, object, long[])[])
        [
            ("customer_id", "eq", first, [draft]),
            ("customer_id", "in", new[] { first, second }, [note, late, draft]),
            ("customer_id", "not_in", new[] { first }, [note, late]),
            ("customer_id", "not_eq", second, [draft]),
            ("draft", "eq", "true", [draft]),
            ("draft", "eq", false, [note, late]),
            ("credit_note", "eq", true, [note]),
            ("invoice_number", "eq", number, [late]),
            ("date", "lt", "2026-11-01", [draft]),
            ("date", "gteq", "2026-11-01", [note, late]),
            ("external_reference", "eq", Company.Invoice(draft).ExternalReference!, [draft]),
        ])
            Assert.Equal(expected, await IdsAsync($"customer_invoices?{Filter(field, operation, value)}"));
        Server.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([draft], await IdsAsync("customer_invoices?limit=1&sort=date"));
        var cursor = (await GetAsync("customer_invoices?limit=1&sort=date")).Ok["next_cursor"].Text;
        Assert.Equal([late, note], await IdsAsync($"customer_invoices?sort=date&cursor={Uri.EscapeDataString(cursor)}"));
        Assert.Equal([note, late, draft], await IdsAsync("customer_invoices?sort=-date"));
    }

    [Fact]
    public async Task Conditions_HoldAllTogether()
    {
        var ids = AddCustomers(4);
        var filter = Uri.EscapeDataString($$"""[{"field":"id","operator":"gt","value":"{{ids[0]}}"},{"field":"id","operator":"lteq","value":{{ids[2]}}}]""");

        Assert.Equal([ids[2], ids[1]], await IdsAsync($"customers?filter={filter}"));
    }

    [Theory]
    [InlineData("customer_invoices", """[{"field":"status","operator":"eq","value":"late"}]""")]
    [InlineData("customer_invoices", """[{"field":"updated_at","operator":"gt","value":"2026-01-01"}]""")]
    [InlineData("customer_invoices", """[{"field":"draft","operator":"in","value":["true"]}]""")]
    [InlineData("customer_invoices", """[{"field":"date","operator":"gt","value":"yesterday"}]""")]
    [InlineData("customer_invoices", """[{"field":"id","operator":"in","value":"1,2"}]""")]
    [InlineData("customer_invoices", """[{"field":"id","operator":"eq","value":"x"}]""")]
    [InlineData("customer_invoices", """[{"field":"id","operator":"eq"}]""")]
    [InlineData("customer_invoices", """{"field":"id"}""")]
    [InlineData("customer_invoices", "status:late")]
    [InlineData("customers", """[{"field":"emails","operator":"eq","value":"a@b.fr"}]""")]
    [InlineData("customers", """["id"]""")]
    public async Task FilterThatTheListDoesNotKnow_IsRefused(string list, string filter) =>
        Assert.Equal(400, (await GetAsync($"{list}?filter={Uri.EscapeDataString(filter)}")).Code);

    [Fact]
    public async Task Requests_AreKeptWithTheirQuery()
    {
        await GetAsync("customers?limit=7&sort=id");

        Assert.Equal("/api/external/v2/customers?limit=7&sort=id", Sandbox.Requests(Token)[^1].Path);
    }
}
