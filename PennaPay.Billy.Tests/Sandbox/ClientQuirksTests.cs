using System.Net.Http.Headers;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>What public clients found out about Billy beside its documentation.</summary>
[Collection(SharedSandbox.Name)]
public sealed class ClientQuirksTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task UnsetTexts_AreEmpty_AndReferencesNull()
    {
        var contact = (await billy.GetAsync("contacts/" + await billy.NewContactAsync())).Ok["contact"];
        var lately = host.NewCompany(new() { UnsetTextsAreNull = true });

        Assert.Equal("\"\" \"\" \"\"", $"{contact["street"]} {contact["cityText"]} {contact["registrationNo"]}");
        Assert.True(contact["cityId"].IsNull && contact["paymentTermsMode"].IsNull && contact["externalId"].IsNull);
        Assert.True((await lately.GetAsync("contacts/" + await lately.NewContactAsync())).Ok["contact"]["street"].IsNull);
    }

    [Theory]
    [InlineData("logoPdfFileId")]
    [InlineData("iconFileId")]
    [InlineData("iconUrl")]
    [InlineData("icon48Url")]
    [InlineData("subscriptionCardType")]
    [InlineData("subscriptionCardNumber")]
    [InlineData("subscriptionCardExpires")]
    [InlineData("subscriptionTransactionId")]
    [InlineData("isSubscriptionBankPayer")]
    [InlineData("subscriptionPrice")]
    [InlineData("subscriptionDiscount")]
    [InlineData("subscriptionExpires")]
    [InlineData("terminationTime")]
    [InlineData("vatPeriod")]
    [InlineData("bankSyncStartDate")]
    [InlineData("defaultInventoryAccountId")]
    [InlineData("defaultTemplateId")]
    public async Task Organization_HasAllThatIsDocumented(string property) =>
        Assert.True((await billy.GetAsync("organization")).Ok["organization"][property].Exists);

    [Fact]
    public async Task Invoice_HasTheTemplateOfTheOrganization()
    {
        var template = (await billy.GetAsync("organization")).Ok["organization"]["defaultTemplateId"].Text;

        Assert.True(Guid.TryParse(template, out _));
        Assert.Equal(template, (await billy.NewInvoiceAsync())["templateId"].Text);
    }

    [Fact]
    public async Task Accounts_AreDescribed()
    {
        var accounts = (await billy.GetAsync("accounts")).Ok["accounts"].Items.ToDictionary(a => a["accountNo"].Text, a => a["description"].Text);

        Assert.Equal("Virksomhedens bankkonto.", accounts["5710"]);
        Assert.Equal("", accounts["1260"]);
    }

    [Fact]
    public async Task BulkSave_IsAllOrNothing()
    {
        var id = await billy.NewContactAsync();

        var saved = (await billy.PutAsync("contacts/bulk", new { contacts = new object[] { new { id, phone = "1" }, new { name = "Ny", countryId = "DK", phone = "2" } } })).Ok;
        var refused = await billy.PutAsync("contacts/bulk", new { contacts = new object[] { new { id, phone = "3" }, new { countryId = "DK" } } });

        Assert.Equal(["1", "2"], saved["contacts"].Items.Select(c => c["phone"].Text));
        Assert.Equal(422, refused.Code);
        Assert.Equal("1", (await billy.GetAsync("contacts/" + id)).Ok["contact"]["phone"].Text);
        Assert.Equal("404 RECORD_NOT_FOUND", (await billy.PutAsync("contacts/bulk", new { contacts = new[] { new { id = "nobody" } } })).Error);
        Assert.Equal("400 INVALID_REQUEST_BODY", (await billy.PutAsync("contacts/bulk", new { contacts = 1 })).Error);
        Assert.Equal("405 METHOD_NOT_ALLOWED", (await billy.PostAsync("contacts/bulk", new { contacts = Array.Empty<object>() })).Error);
        Assert.Equal("405 METHOD_NOT_ALLOWED", (await billy.PutAsync("postings/bulk", new { postings = Array.Empty<object>() })).Error);
        Assert.Equal("401 AUTHENTICATION_REQUIRED", (await host.WithToken(null).PutAsync("invoices/bulk", new { invoices = Array.Empty<object>() })).Error);
    }

    [Fact]
    public async Task BulkSave_TakesInvoicesWithTheirLines()
    {
        var answer = (await billy.PutAsync("invoices/bulk", new { invoices = new[] { await billy.DraftAsync(), await billy.DraftAsync() } })).Ok;

        Assert.Equal((2, 2), (answer["invoices"].Count, answer["invoiceLines"].Count));
    }

    [Fact]
    public async Task Patch_WithAnEmptyArray_ChangesNothing()
    {
        var answer = (await billy.SendAsync(HttpMethod.Patch, "contacts", new { contacts = Array.Empty<object>() })).Ok;

        Assert.Equal(["meta"], answer.Element.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("user", "ejer@example.com", 200)]
    [InlineData("user", "EJER@example.com", 200)]
    [InlineData("contacts", "ejer@example.com", 200)]
    [InlineData("user", "somebody@example.com", 401)]
    public async Task BasicAuth_IsTheUsersEmailAndPassword(string path, string email, int status)
    {
        Assert.Equal(status, (int)(await AskAsync(path, $"{email}:{billy.Token}")).Status);
        Assert.Equal(401, (int)(await AskAsync(path, $"{email}:wrong")).Status);
        Assert.Equal("401 AUTHENTICATION_REQUIRED", (await AskAsync(path, "nonsense")).Error);
    }

    [Theory]
    [InlineData("da_DK", "Feltet skal udfyldes.", "Ugyldig post")]
    [InlineData("da-DK,da;q=0.9", "Feltet skal udfyldes.", "Ugyldig post")]
    [InlineData("fr_FR", "This field must not be blank.", "Invalid record")]
    public async Task Messages_FollowTheLanguage(string language, string field, string message)
    {
        using var request = Request(HttpMethod.Post, "contacts");
        request.Headers.Add("X-Access-Token", billy.Token);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        request.Content = new StringContent("""{"contact":{"countryId":"DK"}}""", Encoding.UTF8, "application/json");

        var answer = await SendAsync(request);

        Assert.Equal(message, answer.Json["errorMessage"].Text);
        Assert.Equal(field, answer.Json["validationErrors"]["contact"]["attributes"]["name"].Text);
    }

    [Fact]
    public async Task Mail_NeedsAPersonWithAnAddress_AndWords()
    {
        var contact = (await billy.PostAsync("contacts", new { contact = new { name = "x", countryId = "DK", contactPersons = new object[] { new { name = "A", email = "a@example.com" }, new { name = "B" } } } })).Ok;
        var draft = await billy.DraftAsync();
        draft["contactId"] = contact["contacts"][0]["id"].Text;
        var path = $"invoices/{(await billy.NewInvoiceAsync(draft))["id"].Text}/emails";
        var (a, b) = (contact["contactPersons"][0]["id"].Text, contact["contactPersons"][1]["id"].Text);

        Assert.Equal("422 INVALID_RECORD", (await billy.PostAsync(path, new { email = new { } })).Error);
        Assert.Equal("400 INVALID_REQUEST_BODY", (await billy.PostAsync(path, new { })).Error);
        Assert.Equal(422, (await billy.PostAsync(path, new { email = new { contactPersonId = a, emailSubject = "", emailBody = "y" } })).Code);
        Assert.Equal(422, (await billy.PostAsync(path, new { email = new { contactPersonId = b, emailSubject = "x", emailBody = "y" } })).Code);
        Assert.Equal("sent", (await billy.PostAsync(path, new { email = new { contactPersonId = a, emailSubject = "x", emailBody = "y" } })).Ok["invoices"][0]["sentState"].Text);
    }

    [Fact]
    public async Task WholeRecord_ComesBackWithItsEmptyTexts()
    {
        var rates = (await billy.GetAsync("taxRates")).Ok["taxRates"][0];

        Assert.Equal(200, (await billy.PutAsync("taxRates/" + rates["id"].Text, new { taxRate = rates.Element })).Code);
    }

    private async Task<Answer> AskAsync(string path, string credentials)
    {
        using var request = Request(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await SendAsync(request);
    }

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(host.Root, $"{BillySandbox.ApiPath}/{path}"));

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await host.Http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), null);
    }
}
