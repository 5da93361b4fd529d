using System.Text;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class OrderOfChecksTests(SandboxHost host)
{
    private const string BadToken = "0000000000000000000000000000000000000bad";

    [Theory]
    [InlineData("GET", "nothing", null)]
    [InlineData("POST", "invoices", null)]
    [InlineData("DELETE", "countries/DK", null)]
    [InlineData("GET", "countries", null)]
    public async Task BadToken_WinsOverEverything(string method, string path, string? body)
    {
        var answer = await host.WithToken(BadToken).SendAsync(new(method), path, body);

        Assert.Equal("401 OAUTH_INVALID_ACCESS_TOKEN", answer.Error);
        Assert.Equal("Invalid OAuth 2 access token.", answer.Json["errorMessage"].Text);
    }

    [Theory]
    [InlineData("POST", "nothing", "400 INVALID_REQUEST_BODY")]
    [InlineData("PUT", "countries/DK", "400 INVALID_REQUEST_BODY")]
    [InlineData("GET", "nothing", "404 UNKNOWN_RESOURCE")]
    [InlineData("GET", "user/organizations", "404 UNKNOWN_RESOURCE")]
    [InlineData("DELETE", "countries/DK", "405 METHOD_NOT_ALLOWED")]
    [InlineData("DELETE", "contacts", "400 INVALID_DELETE_ID_ARRAY")]
    [InlineData("GET", "contactPersons", "400 OTHER")]
    [InlineData("GET", "cities", "400 OTHER")]
    [InlineData("GET", "invoices", "401 AUTHENTICATION_REQUIRED")]
    [InlineData("GET", "invoices/unknown", "401 AUTHENTICATION_REQUIRED")]
    [InlineData("GET", "organization", "401 AUTHENTICATION_REQUIRED")]
    public async Task NoToken_IsNoticedLate(string method, string path, string error) =>
        Assert.Equal(error, (await host.WithToken(null).SendAsync(new(method), path)).Error);

    [Theory]
    [InlineData("countries")]
    [InlineData("countryGroups")]
    [InlineData("currencies")]
    [InlineData("locales")]
    public async Task ReferenceData_NeedsNoToken(string resource) =>
        Assert.NotEqual(0, (await host.WithToken(null).GetAsync(resource)).Ok[resource].Count);

    [Fact]
    public async Task DeletingWhatIsNotThere_SucceedsEvenWithoutToken()
    {
        var invoice = await host.NewCompany().NewInvoiceAsync();
        var stranger = host.WithToken(null);

        Assert.Equal(200, (await stranger.DeleteAsync("invoices/unknown")).Code);
        Assert.Equal("401 AUTHENTICATION_REQUIRED", (await stranger.DeleteAsync("invoices/" + invoice["id"].Text)).Error);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"invoice\":")]
    [InlineData("")]
    public async Task Body_HasToBeAnObject(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await host.NewCompany().PostAsync("invoices", content);

        Assert.Equal("400 INVALID_REQUEST_BODY", answer.Error);
        Assert.Equal("Request body should consist of a JSON document with an object as root.", answer.Json["errorMessage"].Text);
    }

    [Fact]
    public async Task Error_HasBillysEnvelope()
    {
        var answer = await host.NewCompany().GetAsync("contacts/nobody");

        Assert.Equal("404 RECORD_NOT_FOUND", answer.Error);
        Assert.Equal("No `contact` record with id `nobody` was found.", answer.Json["errorMessage"].Text);
        Assert.Equal("404", answer.Json["meta"]["statusCode"].Text);
        Assert.Equal("false", answer.Json["meta"]["success"].Text);
        Assert.Equal("https://www.billy.dk/support/", answer.Json["helpUrl"].Text);
        Assert.True(answer.Json["errorTime"].Exists && answer.Json["meta"]["time"].Exists);
        Assert.False(answer.Json["validationErrors"].Exists);
    }

    [Fact]
    public async Task UnknownResource_IsNamedWithItsVersion() =>
        Assert.Equal("Unknown resource `v2/foo`", (await host.NewCompany().GetAsync("foo")).Json["errorMessage"].Text);

    [Theory]
    [InlineData("POST", "countries", false)]
    [InlineData("PUT", "currencies/DKK", false)]
    [InlineData("POST", "accountNatures", false)]
    [InlineData("POST", "postings", false)]
    [InlineData("POST", "transactions", false)]
    [InlineData("DELETE", "organizations/x", false)]
    [InlineData("PUT", "organization", false)]
    [InlineData("POST", "users", false)]
    [InlineData("DELETE", "users/x", false)]
    [InlineData("DELETE", "bankPayments/x", false)]
    [InlineData("DELETE", "bankPayments?ids[]=x", false)]
    [InlineData("GET", "bankAccounts", false)]
    [InlineData("PATCH", "invoices", false)]
    [InlineData("POST", "invoices/x", false)]
    [InlineData("PUT", "invoices", false)]
    [InlineData("DELETE", "invoices/x", true)]
    [InlineData("DELETE", "products?ids[]=x", true)]
    [InlineData("GET", "accounts", true)]
    [InlineData("GET", "taxRates", true)]
    [InlineData("GET", "accountGroups", true)]
    public async Task MethodMatrix(string method, string path, bool open)
    {
        var answer = await host.NewCompany().SendAsync(new(method), path, method is "POST" or "PUT" ? new { } : null);

        Assert.Equal(open ? 200 : 405, answer.Code);
        if (!open)
            Assert.Equal("405 METHOD_NOT_ALLOWED", answer.Error);
    }

    [Fact]
    public async Task Options_IsAnsweredWithoutContent() =>
        Assert.Equal(204, (await host.WithToken(null).SendAsync(HttpMethod.Options, "invoices")).Code);

    [Fact]
    public async Task TrailingSlash_IsAccepted() => Assert.Equal(200, (await host.NewCompany().GetAsync("invoices/")).Code);

    [Fact]
    public async Task RevokedToken_IsAnInvalidOne_AndAReissuedOneOpensTheSameCompany()
    {
        var company = host.NewCompany();
        var contact = await company.NewContactAsync();
        var renewed = host.WithToken(host.Control.ReissueToken(company.Token));
        host.Control.Revoke(company.Token);

        Assert.Equal("401 OAUTH_INVALID_ACCESS_TOKEN", (await company.GetAsync("organization")).Error);
        Assert.Equal(200, (await renewed.GetAsync("contacts/" + contact)).Code);
    }

    [Fact]
    public async Task LockedOrganization_CanBeReadButNotWritten()
    {
        var company = host.NewCompany();
        host.Control.Lock(company.Token, "Abonnementet er udløbet.");

        var write = await company.PostAsync("contacts", new { contact = new { name = "x", countryId = "DK" } });

        Assert.Equal("403 OTHER", write.Error);
        Assert.Equal("Abonnementet er udløbet.", write.Json["errorMessage"].Text);
        var organization = (await company.GetAsync("organization")).Ok["organization"];
        Assert.Equal("true Abonnementet er udløbet.", $"{organization["isLocked"].Text} {organization["lockedReason"].Text}");
        host.Control.Unlock(company.Token);
        await company.NewContactAsync();
    }
}
