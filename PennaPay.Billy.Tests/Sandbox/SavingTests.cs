namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class SavingTests(SandboxHost host)
{
    private const string Blank = "This field must not be blank.";

    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task Post_AnswersPluralRootsWithEverythingThatChanged()
    {
        var answer = (await billy.PostAsync("contacts", new
        {
            contact = new { name = "Øen ApS", countryId = "DK", contactPersons = new[] { new { name = "Åse", email = "aase@example.com" } } },
        })).Ok;

        Assert.False(answer["contact"].Exists);
        Assert.Equal("Øen ApS", answer["contacts"][0]["name"].Text);
        Assert.Matches("^[0-9A-Za-z]{22}$", answer["contacts"][0]["id"].Text);
        Assert.Equal(answer["contacts"][0]["id"].Text, answer["contactPersons"][0]["contactId"].Text);
        Assert.Equal("true", answer["contactPersons"][0]["isPrimary"].Text);
        Assert.Equal("2026-11-20T", answer["contacts"][0]["createdTime"].Text[..11]);
    }

    [Fact]
    public async Task MissingFields_AreNamed()
    {
        var answer = await billy.PostAsync("contacts", new { contact = new { type = "customer" } });

        Assert.Equal("422 INVALID_RECORD", answer.Error);
        var errors = answer.Json["validationErrors"]["contact"]["attributes"];
        Assert.Equal((Blank, Blank), (errors["name"].Text, errors["countryId"].Text));
        Assert.Equal("This field must be one of: company, person.", errors["type"].Text);
    }

    [Fact]
    public async Task ValidationStatus_CanBe400() =>
        Assert.Equal("400 INVALID_RECORD", (await host.NewCompany(new() { ValidationStatus = 400 }).PostAsync("products", new { product = new { } })).Error);

    [Fact]
    public async Task WrongValues_AreNamed()
    {
        var draft = await billy.DraftAsync();
        draft["contactId"] = "nobody";
        draft["entryDate"] = "20-11-2026";
        draft["paymentTermsDays"] = "x";
        draft["currencyId"] = "XXX";

        var errors = (await billy.PostAsync("invoices", new { invoice = draft })).Json["validationErrors"]["invoice"]["attributes"];

        Assert.Equal("No `contact` record with id `nobody` was found.", errors["contactId"].Text);
        Assert.Equal("This field must be a date in the format YYYY-MM-DD.", errors["entryDate"].Text);
        Assert.Equal("This field must be a number.", errors["paymentTermsDays"].Text);
        Assert.Equal("No `currency` record with id `XXX` was found.", errors["currencyId"].Text);
    }

    [Fact]
    public async Task EmbeddedErrors_AreThoseOfTheFirstFailingRecord_OrUnderItsClientId()
    {
        var draft = await billy.DraftAsync();
        draft["lines"] = new object[] { new { unitPrice = 1 }, new { quantity = 2 }, new { _clientId = "c3", unitPrice = 1 } };

        var errors = (await billy.PostAsync("invoices", new { invoice = draft })).Json["validationErrors"];

        Assert.Equal($$"""{"productId":"{{Blank}}"}""", errors["invoiceLine"]["attributes"].ToString());
        Assert.Equal(Blank, errors["c3"]["attributes"]["productId"].Text);
        Assert.Empty(host.Control.Invoices(billy.Token));
    }

    [Fact]
    public async Task UnknownProperties_AreIgnoredOrRejected()
    {
        var body = new { product = new { name = "x", colour = "red" } };
        var strict = host.NewCompany(new() { RejectUnknownProperties = true });

        Assert.Equal(200, (await billy.PostAsync("products", body)).Code);
        Assert.Equal("Unknown property `colour`.", (await strict.PostAsync("products", body)).Json["validationErrors"]["product"]["attributes"]["colour"].Text);
    }

    [Fact]
    public async Task OrganizationId_IsAcceptedWhenItIsTheOwn_UnlessStrict()
    {
        var own = (await billy.GetAsync("organization")).Ok["organization"]["id"].Text;
        var strict = host.NewCompany(new() { StrictOrganizationId = true });
        var strictOwn = (await strict.GetAsync("organization")).Ok["organization"]["id"].Text;

        Assert.Equal(200, (await PostAsync(billy, own)).Code);
        Assert.Equal(200, (await billy.GetAsync("products?organizationId=" + own)).Code);
        Assert.Equal(422, (await PostAsync(billy, "foreign")).Code);
        Assert.Equal(422, (await billy.GetAsync("products?organizationId=foreign")).Code);
        Assert.Contains("must not be set", (await PostAsync(strict, strictOwn)).Text, StringComparison.Ordinal);
        Assert.Contains("must not be set", (await strict.GetAsync("products?organizationId=" + strictOwn)).Text, StringComparison.Ordinal);

        static Task<Answer> PostAsync(SandboxCaller caller, string organizationId) =>
            caller.PostAsync("products", new { product = new { name = "x", organizationId } });
    }

    [Fact]
    public async Task Product_TakesAccountAndRulesetOfTheOrganization_UnlessNull()
    {
        var organization = (await billy.GetAsync("organization")).Ok["organization"];

        var left = (await billy.PostAsync("products", new { product = new { name = "x" } })).Ok["products"][0];
        var given = (await billy.PostAsync("products", new { product = new { name = "x", salesTaxRulesetId = (string?)null } })).Ok["products"][0];

        Assert.Equal(organization["defaultSalesAccountId"].Text, left["accountId"].Text);
        Assert.Equal(organization["defaultSalesTaxRulesetId"].Text, left["salesTaxRulesetId"].Text);
        Assert.True(given["salesTaxRulesetId"].IsNull);
    }

    [Fact]
    public async Task Put_ChangesOnlyWhatItSends_AndTakesAWholeRecordBack()
    {
        var path = "contacts/" + await billy.NewContactAsync();
        await billy.PutAsync(path, new { contact = new { phone = "12345678" } });
        var contact = (await billy.GetAsync(path)).Ok["contact"];

        var again = await billy.PutAsync(path, new { contact = contact.Element });

        Assert.Equal(("Kunde A/S", "12345678"), (contact["name"].Text, contact["phone"].Text));
        Assert.Equal(contact.ToString(), again.Ok["contacts"][0].ToString());
    }

    [Fact]
    public async Task Put_RefusesAnotherIdAndImmutableFields()
    {
        var invoice = await billy.NewInvoiceAsync();
        var other = await billy.NewContactAsync();

        var answer = await billy.PutAsync("invoices/" + invoice["id"].Text, new { invoice = new { id = "else", contactId = other, type = "creditNote" } });

        Assert.Equal(422, answer.Code);
        Assert.Equal(["id", "contactId", "type"], answer.Json["validationErrors"]["invoice"]["attributes"].Element.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Put_ReplacesEmbeddedRecords()
    {
        var created = (await billy.PostAsync("contacts", new { contact = new { name = "x", countryId = "DK", contactPersons = new[] { new { name = "Old" } } } })).Ok;
        var id = created["contacts"][0]["id"].Text;

        var answer = (await billy.PutAsync("contacts/" + id, new { contact = new { contactPersons = new[] { new { email = "new@example.com" } } } })).Ok;

        Assert.Equal(created["contactPersons"][0]["id"].Text, answer["meta"]["deletedRecords"]["contactPersons"][0].Text);
        Assert.Equal(["new@example.com"], (await billy.GetAsync("contactPersons?contactId=" + id)).Ok["contactPersons"].Items.Select(p => p["email"].Text));
    }

    [Fact]
    public async Task Delete_IsIdempotentAndNamesTheChildren()
    {
        var invoice = await billy.NewInvoiceAsync();
        var path = "invoices/" + invoice["id"].Text;

        var first = (await billy.DeleteAsync(path)).Ok["meta"]["deletedRecords"];
        var second = (await billy.DeleteAsync(path)).Ok["meta"]["deletedRecords"];

        Assert.Equal((1, 1), (first["invoices"].Count, first["invoiceLines"].Count));
        Assert.False(second.Exists);
        Assert.Equal("404 RECORD_NOT_FOUND", (await billy.GetAsync(path)).Error);
    }

    [Fact]
    public async Task BulkDelete_TakesManyIds()
    {
        var (a, b) = (await billy.NewContactAsync(), await billy.NewContactAsync());

        var deleted = (await billy.DeleteAsync($"contacts/?ids[]={a}&ids[]={b}&ids[]=unknown")).Ok["meta"]["deletedRecords"]["contacts"];

        Assert.Equal([a, b], deleted.Items.Select(id => id.Text));
    }

    [Theory]
    [InlineData(true, 422)]
    [InlineData(false, 200)]
    public async Task Delete_OfWhatIsUsed(bool reject, int status)
    {
        var company = host.NewCompany(new() { RejectDeleteUsed = reject });
        var draft = await company.DraftAsync();
        await company.NewInvoiceAsync(draft);

        Assert.Equal(status, (await company.DeleteAsync("contacts/" + draft["contactId"])).Code);
    }

    [Fact]
    public async Task Companies_DoNotSeeEachOther()
    {
        var id = await billy.NewContactAsync();

        Assert.Equal(404, (await host.NewCompany().GetAsync("contacts/" + id)).Code);
    }
}
