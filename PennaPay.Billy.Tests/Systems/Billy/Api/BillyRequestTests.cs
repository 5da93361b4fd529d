using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What every call of the client sends: method, address, headers and body.</summary>
public sealed class BillyRequestTests : IDisposable
{
    private const string ReadHeaders = $"""
        Accept: application/json
        User-Agent: PennaPay.Billy
        X-Access-Token: {BillyHost.TokenText}
        """;

    private const string WriteHeaders = $"""
        Accept: application/json
        Content-Type: application/json
        User-Agent: PennaPay.Billy
        X-Access-Token: {BillyHost.TokenText}
        """;

    private const string AnInvoice = """
        {"id":"i1","state":"draft","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25}
        """;

    private readonly BillyHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task GetOrganization()
    {
        host.Answers("""{"organization":{"id":"org1"}}""");
        await host.Reader.GetOrganizationAsync(host.Access, default);
        AssertRead("organization");
    }

    [Fact]
    public async Task ListAccounts()
    {
        host.Answers("""{"accounts":[]}""");
        await host.Reader.ListAccountsAsync(host.Access, default);
        AssertRead("accounts?page=1&pageSize=1000");
    }

    [Fact]
    public async Task ListTaxRates()
    {
        host.Answers("""{"taxRates":[]}""");
        await host.Reader.ListTaxRatesAsync(host.Access, default);
        AssertRead("taxRates?page=1&pageSize=1000");
    }

    [Theory]
    [InlineData("\"DK,SE\"")]
    [InlineData("[\"DK\",\"SE\"]")]
    public async Task ListCountryGroups(string members)
    {
        host.Answers($$"""{"countryGroups":[{"id":"eu","memberCountryIds":{{members}}}]}""");
        var groups = await host.Reader.ListCountryGroupsAsync(host.Access, default);
        AssertRead("countryGroups?page=1&pageSize=1000");
        Assert.Equal(["DK", "SE"], Assert.Single(groups).MemberCountryIds);
    }

    [Fact]
    public async Task ListSalesTaxRulesets()
    {
        host.Answers("""{"salesTaxRulesets":[]}""");
        await host.Reader.ListSalesTaxRulesetsAsync(host.Access, default);
        AssertRead("salesTaxRulesets?include=salesTaxRuleset.rules%3Aembed&page=1&pageSize=1000");
    }

    [Fact]
    public async Task ListContacts()
    {
        host.Answers("""{"contacts":[]}""");
        await host.Reader.ListContactsAsync(host.Access, default);
        AssertRead(
            "contacts?sortProperty=createdTime&sortDirection=ASC&include=contact.contactPersons%3Aembed%2Ccontact.city%3Aembed&page=1&pageSize=1000");
    }

    [Fact]
    public async Task GetContact()
    {
        host.Answers("""{"contact":{"id":"c1"}}""");
        await host.Reader.GetContactAsync(host.Access, "c1", default);
        AssertRead("contacts/c1?include=contact.contactPersons%3Aembed%2Ccontact.city%3Aembed");
    }

    [Fact]
    public async Task CreateContact_WithEverything()
    {
        host.Answers("""{"contacts":[{"id":"c1"}]}""");
        await host.Records.CreateContactAsync(
            host.Access,
            new NewContact
            {
                Type = "person",
                Name = "Bo",
                CountryId = "DK",
                Street = "Vej 1",
                CityText = "Odense",
                ZipcodeText = "5000",
                Phone = "12345678",
                ContactNo = "K1",
                RegistrationNo = "10150817",
                Ean = "5790000000000",
                ContactPersons = [new("Bo", "bo@example.com", true)],
            },
            default);
        AssertWrite("POST", "contacts", """
            {"contact":{"type":"person","name":"Bo","countryId":"DK","street":"Vej 1","cityText":"Odense",
            "zipcodeText":"5000","phone":"12345678","contactNo":"K1","registrationNo":"10150817","ean":"5790000000000",
            "isCustomer":true,"contactPersons":[{"name":"Bo","email":"bo@example.com","isPrimary":true}]}}
            """);
    }

    [Fact]
    public async Task CreateContact_WithTheLeast()
    {
        host.Answers("""{"contact":{"id":"c1"}}""");
        await host.Records.CreateContactAsync(host.Access, new NewContact { Name = "Bo", CountryId = "DK" }, default);
        AssertWrite("POST", "contacts", """{"contact":{"type":"company","name":"Bo","countryId":"DK","isCustomer":true}}""");
    }

    [Fact]
    public async Task ListProducts()
    {
        host.Answers("""{"products":[]}""");
        await host.Reader.ListProductsAsync(host.Access, default);
        AssertRead("products?include=product.prices%3Aembed&page=1&pageSize=1000");
    }

    [Fact]
    public async Task FindProductsByProductNo()
    {
        host.Answers("""{"products":[]}""");
        await host.Reader.FindProductsByProductNoAsync(host.Access, "P 1&x=æ", default);
        AssertRead("products?productNo=P%201%26x%3D%C3%A6&include=product.prices%3Aembed&page=1&pageSize=1000");
    }

    [Fact]
    public async Task CreateProduct()
    {
        host.Answers("""{"products":[{"id":"p1"}]}""");
        await host.Records.CreateProductAsync(
            host.Access,
            new NewProduct
            {
                Name = "Salg",
                Description = "25 %",
                ProductNo = "P1",
                AccountId = "a1",
                SalesTaxRulesetId = "r1",
                Prices = [new(10.50m, "DKK")],
            },
            default);
        AssertWrite("POST", "products", """
            {"product":{"name":"Salg","description":"25 %","productNo":"P1","accountId":"a1","salesTaxRulesetId":"r1",
            "prices":[{"unitPrice":10.5,"currencyId":"DKK"}]}}
            """);
    }

    [Fact]
    public async Task CreateDraftInvoice_WithEverything()
    {
        host.Answers($$"""{"invoices":[{{AnInvoice}}]}""");
        await host.Drafts.CreateDraftInvoiceAsync(
            host.Access,
            new NewDraftInvoice
            {
                Type = "creditNote",
                ContactId = "c1",
                EntryDate = new(2026, 11, 20),
                CurrencyId = "DKK",
                PaymentTermsMode = "date",
                PaymentTermsDays = 14,
                DueDate = new(2026, 12, 4),
                OrderNo = "2026-1",
                ExternalId = "x1",
                InvoiceNo = "41",
                ContactMessage = "Tak",
                CreditedInvoiceId = "i0",
                Lines =
                [
                    new()
                    {
                        ProductId = "p1",
                        Description = "Timer",
                        Quantity = 1.50m,
                        UnitPrice = 100.00m,
                        DiscountMode = "percent",
                        DiscountValue = 25.0m,
                        DiscountText = "Ven",
                        Priority = 1,
                    },
                ],
            },
            default);
        AssertWrite("POST", "invoices", """
            {"invoice":{"type":"creditNote","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK",
            "paymentTermsMode":"date","paymentTermsDays":14,"dueDate":"2026-12-04","taxMode":"excl","orderNo":"2026-1",
            "externalId":"x1","invoiceNo":"41","contactMessage":"Tak","creditedInvoiceId":"i0",
            "lines":[{"productId":"p1","description":"Timer","quantity":1.5,"unitPrice":100,"discountMode":"percent",
            "discountValue":25,"discountText":"Ven","priority":1}]}}
            """);
    }

    [Fact]
    public async Task CreateDraftInvoice_WithTheLeast()
    {
        host.Answers($$"""{"invoices":[{{AnInvoice}}]}""");
        await host.Drafts.CreateDraftInvoiceAsync(host.Access, ADraft, default);
        AssertWrite("POST", "invoices", """
            {"invoice":{"type":"invoice","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","taxMode":"excl",
            "lines":[{"productId":"p1","quantity":12345678901.12,"unitPrice":-0.001,"priority":0}]}}
            """);
    }

    [Fact]
    public async Task GetInvoice()
    {
        host.Answers($$"""{"invoice":{{AnInvoice}}}""");
        await host.Reader.GetInvoiceAsync(host.Access, "i1", default);
        AssertRead("invoices/i1?include=invoice.lines%3Aembed");
    }

    [Fact]
    public async Task FindInvoicesByExternalId()
    {
        host.Answers("""{"invoices":[]}""");
        await host.Reader.FindInvoicesByExternalIdAsync(host.Access, "x1", default);
        AssertRead("invoices?externalId=x1&sortProperty=createdTime&sortDirection=DESC&page=1&pageSize=1000");
    }

    [Fact]
    public async Task FindInvoicesByOrderNo()
    {
        host.Answers("""{"invoices":[]}""");
        await host.Reader.FindInvoicesByOrderNoAsync(host.Access, "2026/1", default);
        AssertRead("invoices?q=2026%2F1&sortProperty=createdTime&sortDirection=DESC&page=1&pageSize=1000");
    }

    [Fact]
    public async Task ListInvoices()
    {
        host.Answers("""{"invoices":[],"meta":{"paging":{"page":2,"pageCount":3,"total":"250"}}}""");
        var page = await host.Reader.ListInvoicesAsync(
            host.Access,
            new InvoiceFilter
            {
                State = "draft",
                ContactId = "c1",
                MinEntryDate = new(2026, 1, 1),
                MaxEntryDate = new(2026, 12, 31),
                Page = 2,
                PageSize = 100,
            },
            default);
        AssertRead("invoices?state=draft&contactId=c1&minEntryDate=2026-01-01&maxEntryDate=2026-12-31"
            + "&sortProperty=createdTime&sortDirection=DESC&page=2&pageSize=100");
        Assert.Equal((2, 3, 250), (page.Page, page.PageCount, page.Total));
    }

    [Fact]
    public async Task DeleteDraftInvoice()
    {
        host.Answers("""{"meta":{"statusCode":200,"success":true}}""");
        await host.Drafts.DeleteDraftInvoiceAsync(host.Access, "i1", default);
        Assert.Equal([new SentRequest("DELETE https://billy.test/v2/invoices/i1", ReadHeaders, "")], host.Sent);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a?b=c")]
    public async Task AnIdThatIsNone_IsNeverSent(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Drafts.DeleteDraftInvoiceAsync(host.Access, id, default));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Reader.GetInvoiceAsync(host.Access, id, default));
        Assert.Empty(host.Sent);
    }

    [Fact]
    public async Task OrganizationId_IsSentWhereThatIsSwitchedOn()
    {
        using var strict = new BillyHost(settings: ("OmitOrganizationId", "false"));
        strict.Answers("""{"accounts":[]}""").Answers("""{"contacts":[{"id":"c1"}]}""");

        await strict.Reader.ListAccountsAsync(strict.Access, default);
        await strict.Records.CreateContactAsync(strict.Access, new NewContact { Name = "Bo", CountryId = "DK" }, default);

        Assert.Equal("GET https://billy.test/v2/accounts?organizationId=org1&page=1&pageSize=1000", strict.Sent[0].Line);
        Assert.StartsWith("""{"contact":{"organizationId":"org1",""", strict.Sent[1].Body, StringComparison.Ordinal);
    }

    private static NewDraftInvoice ADraft => new()
    {
        ContactId = "c1",
        EntryDate = new(2026, 11, 20),
        CurrencyId = "DKK",
        Lines = [new() { ProductId = "p1", Quantity = 12345678901.120m, UnitPrice = -0.0010m }],
    };

    private void AssertRead(string path) =>
        Assert.Equal([new SentRequest("GET https://billy.test/v2/" + path, ReadHeaders, "")], host.Sent);

    private void AssertWrite(string method, string path, string body) => Assert.Equal(
        [new SentRequest($"{method} https://billy.test/v2/{path}", WriteHeaders, body.Replace("\n", "", StringComparison.Ordinal))],
        host.Sent);
}
