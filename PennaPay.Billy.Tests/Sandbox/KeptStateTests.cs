using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>A link to a draft in the sandbox leads there also tomorrow.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ProgramIsKilledAndStartedAgain_EverythingIsThere()
    {
        string draft, booked, before;
        await using (var program = await RunningProgram.StartAsync(folder.Path))
        {
            using var billy = new Caller(program.Url);
            var contact = (await billy.PostAsync("contacts", new { contact = new { name = "Kunde A/S", countryId = "DK" } }))["contacts"][0]["id"].Text;
            var product = (await billy.PostAsync("products", new { product = new { name = "Konsulenttime" } }))["products"][0]["id"].Text;
            var invoice = new { contactId = contact, entryDate = "2026-11-20", orderNo = "2026-7", lines = new[] { new { productId = product, unitPrice = 300 } } };
            draft = (await billy.PostAsync("invoices", new { invoice }))["invoices"][0]["id"].Text;
            booked = (await billy.PostAsync("invoices", new { invoice }))["invoices"][0]["id"].Text;
            await billy.DoAsync($"invoices/{booked}/approve");
            before = await billy.GetAsync($"invoices/{draft}?include=invoice.lines:embed,invoice.contact:embed");
            await program.KillAsync();
        }

        await using var again = await RunningProgram.StartAsync(folder.Path);
        using var after = new Caller(again.Url);

        Assert.Equal(before, await after.GetAsync($"invoices/{draft}?include=invoice.lines:embed,invoice.contact:embed"));
        Assert.Contains("\"state\":\"approved\",", await after.GetAsync($"invoices/{booked}"), StringComparison.Ordinal);
        Assert.Contains("\"total\":3", await after.GetAsync("postings"), StringComparison.Ordinal);
        Assert.Contains("Kunde A/S", await after.PageAsync(draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatACompanyWasSetUpWith_IsKeptToo_ButNoToken()
    {
        const string Token = "0123456789abcdef0123456789abcdef01234567";
        await using (var app = TestApp.Start(dataDirectory: folder.Path))
            app.Services.GetRequiredService<BillySandbox>().CreateCompany(new() { Token = Token, Name = "Uden moms", HasVat = false });

        await using (var again = TestApp.Start(dataDirectory: folder.Path))
        {
            var billy = again.Services.GetRequiredService<BillySandbox>();
            billy.Reset(Token);

            var organization = Assert.Single(billy.Records(Token, "organizations"));
            Assert.Equal("Uden moms False", $"{organization.GetProperty("name").GetString()} {organization.GetProperty("hasVat").GetBoolean()}");
        }
        Assert.DoesNotContain(
            Token, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path, "sandbox-*"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutsideOfDevelopment_NothingIsKept()
    {
        await using (var app = TestApp.Start(
            new Dictionary<string, string?> { ["Sandbox:Enabled"] = "true" }, folder.Path, environment: "Testing"))
            app.Services.GetRequiredService<BillySandbox>().CreateCompany();

        Assert.Empty(Directory.EnumerateFiles(folder.Path, "sandbox-*"));
    }

    private sealed class Caller : IDisposable
    {
        private readonly HttpClient http;

        public Caller(Uri program)
        {
            http = new() { BaseAddress = program };
            http.DefaultRequestHeaders.Add("X-Access-Token", new SandboxOptions().Token);
        }

        public async Task<Json> PostAsync(string path, object body)
        {
            using var answer = await http.PostAsync(Api(path), JsonContent.Create(body));
            return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), null).Ok;
        }

        /// <summary>What a person does in Billy's own pages.</summary>
        public async Task DoAsync(string path)
        {
            using var answer = await http.PostAsync(new Uri($"{BillySandbox.ControlPath}/{path}", UriKind.Relative), null);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        /// <summary>The answer without what differs with each: how long it took, and the hash in the address of a file.</summary>
        public async Task<string> GetAsync(string path)
        {
            var answer = await http.GetStringAsync(Api(path));
            return string.Join(',', answer.Split(',').Where(part => !part.Contains("\"time\":", StringComparison.Ordinal) && !part.Contains("Url\":", StringComparison.Ordinal)));
        }

        public Task<string> PageAsync(string invoice) => http.GetStringAsync(new Uri($"{BillySandbox.AppPath}/invoices/{invoice}", UriKind.Relative));

        public void Dispose() => http.Dispose();

        private static Uri Api(string path) => new($"{BillySandbox.ApiPath}/{path}", UriKind.Relative);
    }
}
