using System.Net;
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

    [SlowFact]
    public async Task ProgramIsKilledAndStartedAgain_EverythingIsThere()
    {
        string draft, booked, before;
        await using (var program = await RunningProgram.StartAsync(folder.Path))
        {
            using var http = new HttpClient();
            var billy = Caller(http, program);
            var invoice = await billy.DraftAsync();
            draft = (await billy.NewInvoiceAsync(invoice))["id"].Text;
            booked = (await billy.NewInvoiceAsync(invoice))["id"].Text;
            using var approved = await http.PostAsync(new Uri(program.Url, $"{BillySandbox.ControlPath}/invoices/{booked}/approve"), null);
            Assert.Equal(HttpStatusCode.NoContent, approved.StatusCode);
            before = await ReadAsync(billy, draft);
            await program.KillAsync();
        }

        await using var again = await RunningProgram.StartAsync(folder.Path);
        using var client = new HttpClient();
        var after = Caller(client, again);

        Assert.Equal(before, await ReadAsync(after, draft));
        Assert.Equal("approved", (await after.GetAsync($"invoices/{booked}")).Ok["invoice"]["state"].Text);
        Assert.Equal("3", (await after.GetAsync("postings")).Ok["meta"]["paging"]["total"].Text);
        Assert.Contains(
            "Kunde A/S", await client.GetStringAsync(new Uri(again.Url, $"{BillySandbox.AppPath}/invoices/{draft}")), StringComparison.Ordinal);
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

    private static SandboxCaller Caller(HttpClient http, RunningProgram program) => new(http, program.Url, new SandboxOptions().Token);

    /// <summary>A draft with all that is in it, without the address of its file, which has another hash each time.</summary>
    private static async Task<string> ReadAsync(SandboxCaller billy, string draft)
    {
        var answer = (await billy.GetAsync($"invoices/{draft}?include=invoice.lines:embed,invoice.contact:embed")).Ok["invoice"].ToString();
        return string.Join(',', answer.Split(',').Where(part => !part.Contains("Url\":", StringComparison.Ordinal)));
    }
}
