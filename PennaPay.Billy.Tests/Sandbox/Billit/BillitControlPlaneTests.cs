using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>The people of a company, the Peppol network and the time, over HTTP.</summary>
public sealed class BillitControlPlaneTests : BillitTests
{
    private Uri Control => new(new Uri(Server.Root, "/"), BillitSandbox.ControlPath + "/");

    [Fact]
    public async Task ACompanyIsWorkedIn_AndTimePasses()
    {
        var id = (await DoAsync("companies", new { name = "Nieuw BV" })).GetProperty("id").GetInt64();
        var books = Sandbox.Companies.Single(company => company.Id == id);
        await DoAsync($"companies/{id}/settings", new { sendsAutomatically = true });
        await DoAsync("peppol", new { number = "BE0420010099", outcome = "refused", reason = "Niet besteld" });
        var party = (await DoAsync($"companies/{id}/parties", new { name = "Klant", vatNumber = "BE0420010099" })).GetProperty("id").GetInt64();
        var order = (await DoAsync($"companies/{id}/orders", new { party, excl = 100, number = "N1" })).GetProperty("id").GetInt64();
        await DoAsync($"companies/{id}/orders/{order}/edit", new { excl = 200 });
        await DoAsync("clock/advance", new { minutes = 60 * 24 });

        Assert.Equal(("Refused", "Niet besteld", 242m), (books.Order(order).Status, books.Order(order).Delivery?.RefusedInfo, books.Order(order).ToPay));
        await DoAsync($"companies/{id}/orders/{order}/pay?amount=42&method=Visa");
        Assert.Equal((200m, "Visa"), (books.Order(order).ToPay, books.Order(order).Content.PaymentMethod));
        await DoAsync($"companies/{id}/orders/{order}/reverse-payment");
        Assert.Equal(242m, books.Order(order).ToPay);
        var other = (await DoAsync($"companies/{id}/parties", new { name = "Dubbel" })).GetProperty("id").GetInt64();
        await DoAsync($"companies/{id}/parties/{other}/merge-into/{party}");
        await DoAsync($"companies/{id}/parties/{party}/edit", new { name = "Klant NV" });
        Assert.Equal("Klant NV", Assert.Single(books.Parties).Name);
    }

    [Fact]
    public async Task WhatCannotBe_IsRefusedWithItsReason()
    {
        var order = Company.AddInvoice(Customer, 10m);

        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync($"companies/{Company.Id}/orders/{order}/deliver"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync($"companies/{Company.Id}/orders/{order}/reverse-payment"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"companies/{Company.Id}/orders/1/pay"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("companies/1/revoke"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"companies/{Company.Id}/settings", new { taxCountry = "XX" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("peppol", new { number = "BE1", outcome = "lost" }));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync($"companies/{Company.Id}/orders/{order}/delete"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, new(Control, path), body is null ? null : JsonContent.Create(body));
        return response.StatusCode;
    }

    private async Task<JsonElement> DoAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, new(Control, path), body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return text.Length > 0 ? JsonElement.Parse(text) : default;
    }
}
