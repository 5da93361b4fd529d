using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>Customers and contacts: what is empty, what is null and what is not there.</summary>
public sealed class CustomerTests : PennylaneTests
{
    [Fact]
    public async Task Company_WithNothingButAName()
    {
        var id = Company.AddCustomer("Dupont & Fils");
        var customer = Company.Customer(id);

        Assert.Equal(
            $$"""
            {"id":{{id}},"customer_type":"company","name":"Dupont & Fils","reg_no":"","vat_number":"","billing_iban":null,"payment_conditions":"30_days",
            "recipient":"","phone":"","reference":"","notes":null,"ledger_account":{"id":{{customer.LedgerAccount}}},"emails":[],
            "billing_address":{"address":"","postal_code":"","city":"","country_alpha2":""},"delivery_address":{"address":"","postal_code":"","city":"","country_alpha2":""},
            "external_reference":"{{customer.ExternalReference}}","billing_language":"fr_FR",
            "mandates":{"url":"{{Server.BaseAddress}}sepa_mandates?customer_id={{id}}"},
            "pro_account_mandates":{"url":"{{Server.BaseAddress}}pro_account/mandates?customer_id={{id}}"},
            "contacts":{"url":"{{Server.BaseAddress}}customers/{{id}}/contacts"},
            "created_at":"2026-11-20T09:00:00.000000Z","updated_at":"2026-11-20T08:59:59.999997Z"}
            """.ReplaceLineEndings(""),
            (await GetAsync($"customers/{id}")).Ok.ToString());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", customer.ExternalReference);
    }

    [Fact]
    public async Task Person_HasNamesAndNoNumbers_AndItsKindOnlyInTheCommonList()
    {
        var id = Company.AddCustomer(new SandboxCustomer { IsCompany = false, FirstName = "Anne", LastName = "Martin" });

        var common = (await GetAsync($"customers/{id}")).Ok;
        var own = (await GetAsync($"individual_customers/{id}")).Ok;

        Assert.Equal("individual Anne Martin Anne Martin", common.Show("customer_type", "name", "first_name", "last_name"));
        Assert.Equal((false, false, false, true), (common["reg_no"].Exists, common["vat_number"].Exists, own["customer_type"].Exists, own["first_name"].Exists));
        Assert.Equal(404, (await GetAsync($"company_customers/{id}")).Code);
    }

    [Fact]
    public async Task Company_HasNumbersAndNoFirstName()
    {
        var id = Company.AddCustomer("Dupont");

        var own = (await GetAsync($"company_customers/{id}")).Ok;

        Assert.Equal((true, false, false), (own["reg_no"].Exists, own["customer_type"].Exists, own["first_name"].Exists));
        Assert.Equal(404, (await GetAsync($"individual_customers/{id}")).Code);
    }

    [Fact]
    public void Ids_AreFarApartAndAboveWhatFitsAnInteger()
    {
        var (first, second) = (Company.AddCustomer("A"), Company.AddCustomer("B"));

        Assert.True(first > 1L << 40);
        Assert.Equal((0, 0), (first % 4096, second % 4096));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task CustomerThatIsNone_IsNotFoundInPennylanesWords()
    {
        var id = Company.AddCustomer("A");
        Company.DeleteCustomer(id);

        Assert.Equal($$"""{"error":"Couldn't find Customer with 'id'={{id}}","status":404}""", (await GetAsync($"customers/{id}")).Text);
        Assert.Equal(404, (await GetAsync($"customers/{id}/contacts")).Code);
        Assert.Equal(400, (await GetAsync("customers/abc")).Code);
    }

    [Fact]
    public async Task AnotherCompanysRecords_AreNotThere()
    {
        var other = Sandbox.AddCompany("Autre SAS");
        var customer = other.AddCustomer("A");
        var invoice = other.AddInvoice(customer, 10);

        Assert.Equal((404, 404), ((await GetAsync($"customers/{customer}")).Code, (await GetAsync($"customer_invoices/{invoice}")).Code));
        Assert.Empty(await IdsAsync("customers"));
    }

    [Fact]
    public async Task Edited_OnlyTheTimeOfTheChangeMoves()
    {
        var id = Company.AddCustomer("Dupont");
        Server.Time.Advance(TimeSpan.FromHours(1));

        Company.EditCustomer(id, customer => customer with { Name = "Dupond", Emails = ["compta@exemple.fr"] });

        var edited = (await GetAsync($"customers/{id}")).Ok;
        Assert.Equal("""Dupond ["compta@exemple.fr"] 2026-11-20T09:00:00.000000Z 2026-11-20T10:00:00.000000Z""", edited.Show("name", "emails", "created_at", "updated_at"));
    }

    [Fact]
    public async Task Contacts_ComeGoAndChange_WithoutTouchingTheCustomer()
    {
        var customer = Company.AddCustomer("Dupont");
        var before = (await GetAsync($"customers/{customer}")).Text;
        var kept = Company.AddContact(customer, new() { FirstName = "Nadia", LastName = "Benali", Email = "n@exemple.fr" });
        var gone = Company.AddContact(customer, new() { FirstName = "Paul", LastName = "Roy", Email = "p@exemple.fr" });

        Assert.Equal([gone, kept], await IdsAsync($"customers/{customer}/contacts"));
        Assert.Equal([kept], await IdsAsync($"customers/{customer}/contacts?sort=id&limit=1"));
        Company.EditContact(customer, kept, contact => contact with { Role = "Comptabilité" });
        Company.DeleteContact(customer, gone);

        Assert.Equal(
            $$"""{"items":[{"id":{{kept}},"first_name":"Nadia","last_name":"Benali","role":"Comptabilité","email":"n@exemple.fr","telephone_number":"","mobile_number":"","created_at":"2026-11-20T09:00:00.000000Z","updated_at":"2026-11-20T09:00:00.000000Z"}],"has_more":false,"next_cursor":null}""",
            (await GetAsync($"customers/{customer}/contacts")).Text);
        Assert.Equal("Benali", (await GetAsync($"customers/{customer}/contacts/{kept}")).Ok["last_name"].Text);
        Assert.Equal(404, (await GetAsync($"customers/{customer}/contacts/{gone}")).Code);
        Assert.Equal(before, (await GetAsync($"customers/{customer}")).Text);
    }

    [Fact]
    public async Task Merged_TheInvoicesAndContactsAreTheOthers()
    {
        var (gone, kept) = (Company.AddCustomer("Dupont"), Company.AddCustomer("DUPONT SA"));
        var contact = Company.AddContact(gone, new() { FirstName = "Nadia", LastName = "Benali" });
        var invoice = Company.AddInvoice(gone, 100);

        Company.MergeCustomers(gone, kept);

        Assert.Equal([kept], await IdsAsync("customers"));
        Assert.Equal([invoice], await IdsAsync($"customer_invoices?{Filter("customer_id", "eq", kept)}"));
        Assert.Equal([contact], await IdsAsync($"customers/{kept}/contacts"));
        Assert.Equal($"{kept}", (await GetAsync($"customer_invoices/{invoice}")).Ok["customer"]["id"].Text);
    }

    [Fact]
    public void CustomerWithInvoices_IsNotDeleted()
    {
        var customer = Company.AddCustomer("Dupont");
        var draft = Company.DraftInvoice(customer, 10);

        Assert.Throws<InvalidOperationException>(() => Company.DeleteCustomer(customer));
        Company.DeleteDraft(draft);
        Company.DeleteCustomer(customer);

        Assert.Empty(Company.Customers);
    }
}
