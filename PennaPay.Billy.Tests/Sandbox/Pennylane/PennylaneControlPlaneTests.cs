using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>The people of a company, and the time, over HTTP.</summary>
public sealed class PennylaneControlPlaneTests : PennylaneTests
{
    private Uri Control => new(new Uri(Server.Root, "/"), PennylaneSandbox.ControlPath + "/");

    [Fact]
    public async Task ACompanyIsWorkedIn_AndTimePasses()
    {
        var company = (await PostAsync("companies", new { name = "Atelier Deux SARL" })).GetProperty("id").GetInt64();
        var customer = (await PostAsync($"companies/{company}/customers", new { name = "Garage Martin SARL" })).GetProperty("id").GetInt64();
        await PostAsync($"companies/{company}/customers/{customer}/contacts", new { firstName = "Luc", lastName = "Petit" });
        var invoice = (await PostAsync($"companies/{company}/invoices", new { customer, lines = new[] { new { label = "Révision", unitPrice = 100 } } })).GetProperty("id").GetInt64();
        await PostAsync($"companies/{company}/invoices/{invoice}/finalise");
        var transaction = (await PostAsync($"companies/{company}/invoices/{invoice}/pay?amount=20")).GetProperty("transaction").GetInt64();
        var books = Sandbox.Companies.Single(known => known.Id == company);
        Assert.Equal("partially_paid", books.StatusOf(invoice));
        await PostAsync($"companies/{company}/invoices/{invoice}/unmatch/{transaction}");
        await PostAsync("clock/advance", new { minutes = 60 * 24 * 60 });
        Assert.Equal(("late", "Luc"), (books.StatusOf(invoice), Assert.Single(books.Customer(customer).Contacts).FirstName));
        await PostAsync($"companies/{company}/invoices/{invoice}/credit");
        Assert.Equal("cancelled", books.StatusOf(invoice));
    }

    [Fact]
    public async Task WhatCannotBe_IsRefusedWithItsReason()
    {
        var customer = Company.AddCustomer("Garage Martin SARL");
        Company.AddInvoice(customer, 10);

        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync($"companies/{Company.Id}/customers/{customer}/delete"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"companies/{Company.Id}/invoices/1/pay"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("companies/1/revoke"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("clock/advance", new { hours = 1 }));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, new(Control, path), content: body is null ? null : JsonContent.Create(body));
        return response.StatusCode;
    }

    private async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, new(Control, path), content: body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return text.Length > 0 ? JsonElement.Parse(text) : default;
    }
}
