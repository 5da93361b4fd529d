using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>What people and clients did is there after a restart.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string StateFile => Path.Combine(folder.Path, "sandbox-pennylane.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EverythingThatWasDone_IsThereAgain()
    {
        var before = Start();
        var company = before.AddCompany("Essai SARL");
        var customer = company.AddCustomer(new SandboxCustomer { IsCompany = false, FirstName = "Anne", LastName = "Martin", Emails = ["a@exemple.fr"] });
        company.AddContact(customer, new() { FirstName = "Paul", LastName = "Roy" });
        var invoice = company.AddInvoice(customer, 100m);
        company.Pay(invoice, 50m);
        company.Credit(invoice, 12m);
        before.Advance(TimeSpan.FromDays(31));

        var after = Start();

        Assert.Equal(before.Companies.Select(Show), after.Companies.Select(Show));
        var again = after.Companies[^1];
        Assert.Equal(("partially_cancelled", 58m, before.Companies[^1].Today), (again.StatusOf(invoice), again.Invoice(invoice).Remaining, again.Today));
        Assert.True(again.AddCustomer("B") > company.Transactions[^1].Id);
        Assert.Equal($"F{again.Today.Year}0002", again.Invoice(again.AddInvoice(customer, 1m)).Number);

        static string Show(PennylaneCompany company) => JsonSerializer.Serialize(company.State());
    }

    [Fact]
    public async Task Tokens_GoOnOpeningWhatTheyOpened_AndAreNotWrittenDown()
    {
        string token, revoked;
        await using (var app = TestApp.Start(dataDirectory: folder.Path))
        {
            var sandbox = (PennylaneSandbox)app.Services.GetService(typeof(PennylaneSandbox))!;
            token = sandbox.AddToken(sandbox.Companies[1]);
            revoked = sandbox.AddToken(sandbox.Companies[0]);
            sandbox.Revoke(sandbox.Companies[0]);
        }

        await using var again = TestApp.Start(dataDirectory: folder.Path);
        using var http = again.CreateClient();

        Assert.Equal((200, 401, 200), (await MeAsync(token), await MeAsync(revoked), await MeAsync(new PennylaneSandboxOptions().DeveloperToken)));
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(StateFile), StringComparison.Ordinal);

        async Task<int> MeAsync(string with)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, PennylaneSandbox.ApiPath + "/me");
            request.Headers.Authorization = new("Bearer", with);
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task RefreshToken_IsGoodAsTheFirstThingThatComesAfterARestart()
    {
        var client = new PennylaneSandboxOptions();
        string tokens;
        await using (var app = TestApp.Start(dataDirectory: folder.Path))
        {
            using var before = app.CreateClient();
            var redirect = new Uri(app.Url, PennylaneSandboxOptions.DefaultRedirect).ToString();
            using var authorised = await PostAsync(
                before, $"authorize?client_id={client.ClientId}&redirect_uri={Uri.EscapeDataString(redirect)}&response_type=code&scope=customers:readonly",
                ("decision", "authorize"), ("company", "23509124"));
            var code = authorised.Headers.Location!.OriginalString.Split("?code=")[1];
            using var exchanged = await PostAsync(before, "token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect));
            tokens = await exchanged.Content.ReadAsStringAsync();
        }

        await using var again = TestApp.Start(dataDirectory: folder.Path);
        using var http = again.CreateClient();
        using var refreshed = await PostAsync(
            http, "token", ("grant_type", "refresh_token"), ("refresh_token", new Json(JsonElement.Parse(tokens))["refresh_token"].Text));

        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);

        Task<HttpResponseMessage> PostAsync(HttpClient through, string path, params (string Name, string Value)[] fields) => through.PostAsync(
            new Uri($"{PennylaneSandbox.RootPath}/oauth/{path}", UriKind.Relative),
            new FormUrlEncodedContent(fields.Append(("client_id", client.ClientId)).Append(("client_secret", client.ClientSecret))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    [Fact]
    public void FileThatIsNone_IsPutAside()
    {
        File.WriteAllText(StateFile, "{");

        Assert.Equal(2, Start().Companies.Count);
        Assert.Equal("{", File.ReadAllText(StateFile + ".unreadable"));
    }

    [Fact]
    public void FolderThatCannotBeWrittenTo_CostsTheMemoryOnly()
    {
        File.WriteAllText(Path.Combine(folder.Path, "taken"), "");

        Assert.Equal(2, Start(Path.Combine(folder.Path, "taken")).Companies.Count);
    }

    private PennylaneSandbox Start(string? directory = null) => new(
        Options.Create(new SandboxOptions { Enabled = true, StateDirectory = directory ?? folder.Path }), new TestClock(), NullLogger<PennylaneSandbox>.Instance);
}
