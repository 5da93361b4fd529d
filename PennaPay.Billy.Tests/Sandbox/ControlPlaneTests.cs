using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class ControlPlaneTests(SandboxHost host) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new(host.Root, BillySandbox.ControlPath + "/") };

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task TokenAndOptions_AreMadeOverHttp()
    {
        var token = await NewTokenAsync(new { hasVat = false, baseCurrency = "EUR", invoiceNoMode = "manual" });

        var organization = (await host.WithToken(token).GetAsync("organization")).Ok["organization"];

        Assert.Equal("false EUR manual", $"{organization["hasVat"].Text} {organization["baseCurrencyId"].Text} {organization["invoiceNoMode"].Text}");
    }

    [Fact]
    public async Task Requests_AreListedWithoutTheirTokens()
    {
        var billy = host.NewCompany();
        await billy.PostAsync("contacts", new { contact = new { name = "Ø", countryId = "DK" } });
        await billy.GetAsync("contacts?q=x");

        var text = await http.GetStringAsync("requests?token=" + billy.Token);
        var log = new Json(JsonElement.Parse(text));

        Assert.DoesNotContain(billy.Token, text, StringComparison.Ordinal);
        Assert.Equal("POST /contacts 200 true", Line(log[0]));
        Assert.Equal("Ø", log[0]["body"]["contact"]["name"].Text);
        Assert.Equal(billy.Token[^4..], log[0]["tokenLastFour"].Text);
        Assert.Equal("GET /contacts?q=x 200 false", Line(log[1]));
        var later = await http.GetStringAsync($"requests?token={billy.Token}&since={log[0]["sequence"].Text}");
        Assert.Equal(1, JsonElement.Parse(later).GetArrayLength());

        static string Line(Json r) => $"{r["method"].Text} {r["path"].Text} {r["status"].Text} {r["committed"].Text}";
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "evil.example")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded")]
    public async Task SomebodyElsesPage_ControlsNothing(string header, string value)
    {
        var billy = host.NewCompany();
        using var content = new StringContent("""{"reason":"x"}""", Encoding.UTF8, header == "Content-Type" ? value : "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"lock?token={billy.Token}") { Content = content };
        if (header != "Content-Type")
            request.Headers.Add(header, value);

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await billy.GetAsync("organization")).Status);
    }

    [Fact]
    public async Task Human_ActsOverHttp()
    {
        var billy = host.NewCompany();
        var (a, b) = ((await billy.NewInvoiceAsync())["id"].Text, (await billy.NewInvoiceAsync())["id"].Text);

        await ExpectAsync(HttpStatusCode.NoContent, $"invoices/{a}/edit?token={billy.Token}", new { contactMessage = "Rettet i hånden" });
        await ExpectAsync(HttpStatusCode.NoContent, $"invoices/{a}/approve?token={billy.Token}");
        await ExpectAsync(HttpStatusCode.Conflict, $"invoices/{a}/approve?token={billy.Token}");
        await ExpectAsync(HttpStatusCode.NoContent, $"invoices/{a}/void?token={billy.Token}");
        await ExpectAsync(HttpStatusCode.NoContent, $"invoices/{b}/delete?token={billy.Token}");
        await ExpectAsync(HttpStatusCode.NotFound, $"invoices/{b}/delete?token={billy.Token}");

        var invoice = new Json(JsonElement.Parse(await http.GetStringAsync("invoices?token=" + billy.Token)))[0];
        Assert.Equal("voided 1 Rettet i hånden 300", $"{invoice["state"].Text} {invoice["invoiceNo"].Text} {invoice["contactMessage"].Text} {invoice["lines"][0]["amount"].Text}");
        var transactions = (await billy.GetAsync("transactions?include=transaction.postings:embed")).Ok["transactions"];
        Assert.Equal(["true false 3", "false true 3"], transactions.Items.Select(t => $"{t["isVoided"].Text} {t["isVoid"].Text} {t["postings"].Count}"));
    }

    [Fact]
    public async Task Human_EditsWhatAClientMayNot()
    {
        var billy = host.NewCompany();
        var id = (await billy.NewInvoiceAsync())["id"].Text;
        var contactId = await billy.NewContactAsync(country: "DE");

        host.Control.Edit(billy.Token, id, new { contactId });

        var invoice = (await billy.GetAsync("invoices/" + id)).Ok["invoice"];
        Assert.Equal((contactId, "0"), (invoice["contactId"].Text, invoice["tax"].Text));
    }

    [Fact]
    public async Task Human_KeepsRecordsOverHttp()
    {
        var billy = host.NewCompany();

        await ExpectAsync(HttpStatusCode.OK, $"records/contacts?token={billy.Token}", new { name = "Nordlys", countryId = "DK" });
        await ExpectAsync(HttpStatusCode.Conflict, $"records/contacts?token={billy.Token}", new { name = "Nordlys", countryId = "nowhere" });
        var id = (await billy.GetAsync("contacts")).Ok["contacts"][0]["id"].Text;
        await ExpectAsync(HttpStatusCode.NoContent, $"records/contacts/{id}/edit?token={billy.Token}", new { name = "Nordlys Design" });
        Assert.Equal("Nordlys Design", (await billy.GetAsync("contacts/" + id)).Ok["contact"]["name"].Text);
        await ExpectAsync(HttpStatusCode.NoContent, $"records/contacts/{id}/delete?token={billy.Token}");
        await ExpectAsync(HttpStatusCode.NotFound, $"records/contacts/{id}/delete?token={billy.Token}");
    }

    [Fact]
    public async Task OrganizationAndToken_AreControlledOverHttp()
    {
        var billy = host.NewCompany();

        await ExpectAsync(HttpStatusCode.NoContent, "lock?token=" + billy.Token, new { reason = "Lukket" });
        Assert.Equal(403, (await billy.DeleteAsync("contacts/x")).Code);
        await ExpectAsync(HttpStatusCode.NoContent, "unlock?token=" + billy.Token);
        Assert.Equal(200, (await billy.DeleteAsync("contacts/x")).Code);
        await ExpectAsync(HttpStatusCode.OK, "tokens/reissue?token=" + billy.Token);
        await ExpectAsync(HttpStatusCode.NoContent, "revoke?token=" + billy.Token);
        Assert.Equal(401, (await billy.GetAsync("organization")).Code);
        await ExpectAsync(HttpStatusCode.NotFound, "revoke?token=unknown");
    }

    [Fact]
    public async Task Reset_EmptiesOneCompany()
    {
        var (billy, other) = (host.NewCompany(), host.NewCompany());
        await billy.NewInvoiceAsync();
        await other.NewInvoiceAsync();

        await ExpectAsync(HttpStatusCode.NoContent, "reset?token=" + billy.Token);

        Assert.Empty(host.Control.Invoices(billy.Token));
        Assert.Empty(host.Control.Requests(billy.Token));
        Assert.Single(host.Control.Invoices(other.Token));
    }

    [Theory]
    [InlineData("""{"kind":"5xx","times":2,"status":503,"retryAfterSeconds":5}""", SandboxFaultKind.ServerError)]
    [InlineData("""{"kind":"commitThen5xx","asHtml":true}""", SandboxFaultKind.CommitThenServerError)]
    [InlineData("""{"kind":"429","method":"GET","pathContains":"/invoices"}""", SandboxFaultKind.TooManyRequests)]
    [InlineData("""{"kind":"staleList","hideSeconds":30}""", SandboxFaultKind.StaleList)]
    [InlineData("""{"kind":"truncatedWithoutCommit","probability":0.5,"seed":1}""", SandboxFaultKind.TruncatedWithoutCommit)]
    public async Task Faults_ArePlannedReadAndForgottenOverHttp(string json, SandboxFaultKind kind)
    {
        var token = host.Control.CreateCompany();

        await ExpectAsync(HttpStatusCode.OK, "faults", JsonElement.Parse(json[..^1] + $$""","token":"{{token}}"}"""));

        Assert.Equal(kind, Assert.Single(host.Control.Faults, f => f.Token == token).Kind);
        Assert.Contains(json[1..12], await http.GetStringAsync("faults"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("faults?token=" + token)).StatusCode);
        Assert.DoesNotContain(host.Control.Faults, f => f.Token == token);
    }

    [Theory]
    [InlineData("""{"kind":"explode"}""")]
    [InlineData("""{"kind":"slow","tiems":2}""")]
    [InlineData("""{"kind":"slow","times":0}""")]
    public async Task Faults_ThatMakeNoSense_AreRefused(string json) =>
        await ExpectAsync(HttpStatusCode.BadRequest, "faults", JsonElement.Parse(json));

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", "true", true)]
    public async Task Sandbox_IsOnlyThereWhenItIsOn(string environment, string? enabled, bool expected)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        if (enabled is not null)
            builder.Configuration["Sandbox:Enabled"] = enabled;
        builder.Services.AddSandbox(builder.Configuration);
        await using var app = builder.Build();

        app.MapSandbox();

        Assert.Equal(expected, app.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled);
        Assert.Equal(expected, ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Any());
    }

    private async Task<string> NewTokenAsync(object options)
    {
        var answer = await http.PostAsJsonAsync("tokens", options);
        return new Json(await answer.Content.ReadFromJsonAsync<JsonElement>())["token"].Text;
    }

    private async Task ExpectAsync(HttpStatusCode status, string path, object? body = null)
    {
        using var answer = body is null ? await http.PostAsync(path, null) : await http.PostAsJsonAsync(path, body);
        Assert.Equal(status, answer.StatusCode);
    }
}
