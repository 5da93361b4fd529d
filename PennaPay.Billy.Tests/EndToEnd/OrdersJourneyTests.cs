using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>A shop's orders become invoices: chosen, brought over, transferred, sent, refused, paid and reported back.</summary>
public sealed class OrdersJourneyTests
{
    private static readonly SandboxBuyer Buyer = new()
    {
        Firstname = "Bram", Lastname = "Jacobs", Email = "bram@jacobs.example", Company = "Jacobs & Zonen BV", VatNumber = "BE0417497106",
        Street = "Kerkstraat", Housenumber = "7", Zipcode = "9000", City = "Gent", Country = "BE",
    };

    [BrowserFact]
    public Task ChooseBringOverSendRefuseAndPay() => JourneyAsync("da");

    [SlowBrowserFact]
    public Task ChooseBringOverSendRefuseAndPay_InEnglish() => JourneyAsync("en");

    private static async Task JourneyAsync(string language)
    {
        await using var app = TestApp.Start(new Dictionary<string, string?>
        {
            ["Billit:RequestsPerMinute"] = "0", ["PlugAndPay:RequestsPerSecond"] = "0", ["Push:LookInterval"] = "00:00:02", ["Push:LookAtShownInterval"] = "00:00:01",
        });
        var owner = await app.CreateOwnerAsync();
        var (shops, billit) = (app.Services.GetRequiredService<PlugAndPaySandbox>(), app.Services.GetRequiredService<BillitSandbox>());
        var (shop, company) = (shops.Default, billit.Default);
        billit.Behaviour.DeliveryTakes = TimeSpan.Zero;
        billit.Peppol.Register("BE0417497106");
        var (source, target) = await ConnectAsync(app, TestActors.OwnerOf(owner.Workspace), shops, billit);
        await using var window = await Look.OpenAsync(app, "light", language, 1280, null);
        await window.SignInAsync();

        // What is left to do, and then the settings.
        await window.Page.GotoAsync("/orders");
        await Expect(window.Test("setup-choose")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"orders-setup-{language}");
        await window.Test("setup-choose").Locator("a").ClickAsync();
        await window.Test("sending-Peppol").CheckAsync();
        await window.Test("confirm-off").CheckAsync();
        var codes = await window.Page.Locator("[data-testid=vat-row][data-mapped=false]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.code)");
        Assert.NotEmpty(codes);
        foreach (var code in codes)
            await MapAsync(Row(window, code), "c104");
        await Look.JudgeAsync(window, $"orders-settings-{language}");
        await window.Test("save-orders").ClickAsync();
        await Expect(window.Test("switch-off")).ToBeVisibleAsync();

        // The dry run, and what was there before: none of it is ever sent.
        await window.Page.GotoAsync("/orders/bring-over");
        await window.Test("bring-over-from").FillAsync(DateTime.UtcNow.AddDays(-200).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await window.Test("bring-over-try").ClickAsync();
        await Expect(window.Test("bring-over-count")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"orders-bring-over-{language}");
        await window.Test("bring-over-do").ClickAsync();
        await Expect(window.Test("state-Waiting")).ToHaveCountAsync(0, new() { Timeout = 90_000 });
        await Expect(window.Test("state-NotPushed")).ToHaveCountAsync(0);
        await Look.JudgeAsync(window, $"orders-list-{language}");
        var ours = company.Orders.Where(order => order.Content.ExternalProviderID?.StartsWith("PlugAndPay", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, order => Assert.Empty(order.Messages));

        // A new order goes by itself, and arrives.
        var placed = shop.PlaceOrder(new() { Buyer = Buyer, Items = [new() { Label = "Cursus", Price = 121m }] });
        await OpenAsync(window, shop, placed, "Delivered");
        await Expect(window.Test("way-sending")).ToContainTextAsync(language == "da" ? "Afleveret" : "Delivered");
        foreach (var (theme, other, width) in Look.All)
        {
            await using var look = await Look.OpenAsync(app, theme, other, width, window);
            await look.Page.GotoAsync(window.Page.Url);
            await Expect(look.Test("way")).ToBeVisibleAsync();
            await Look.JudgeAsync(look, $"orders-way-{language}-{theme}-{other}-{width}");
        }

        // Paid there, and the shop says so.
        company.Pay(DocumentOf(company, placed).OrderID);
        await Expect(window.Test("way-state")).ToHaveAttributeAsync("data-state", "Settled", new() { Timeout = 30_000 });
        await window.Page.GotoAsync("/orders");
        await window.Test("read-now").ClickAsync();
        await Expect(window.Page.Locator("[data-testid=order]", new() { HasText = NumberOf(shop, placed) }).GetByTestId("order-told")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(OrderPayments.Paid, shop.Orders.Single(order => order.Id == placed).PaymentStatus);

        // Somebody whom Peppol does not know: the document stands, and goes by e-mail instead.
        var unknown = shop.PlaceOrder(new() { Buyer = Buyer with { Company = "Ukendt BV", VatNumber = "BE0403170701", Email = "bram@ukendt.example" }, Items = [new() { Label = "Cursus", Price = 121m }] });
        await OpenAsync(window, shop, unknown, "NotSent");
        await Expect(window.Test("failure")).ToHaveAttributeAsync("data-code", "receiver_unreachable");
        await Look.JudgeAsync(window, $"orders-refused-{language}");
        await window.Test("send-email").ClickAsync();
        await Expect(window.Test("way-state")).Not.ToHaveAttributeAsync("data-state", "NotSent", new() { Timeout = 30_000 });

        // A rate that nobody has chosen anything for.
        var foreign = shop.PlaceOrder(new() { Buyer = Buyer with { Company = null, VatNumber = null, Country = "SE", Email = "anna@exempel.example" }, Items = [new() { Label = "Kurs", Price = 125m, Percentage = 25m }] });
        await OpenAsync(window, shop, foreign, "NeedsPerson");
        await Expect(window.Test("failure")).ToHaveAttributeAsync("data-code", "vat_unmapped");
        await window.Page.GotoAsync("/orders/settings");
        await MapAsync(Row(window, "SE:25"), "r21");
        await window.Test("save-orders").ClickAsync();
        await Expect(Row(window, "SE:25")).ToHaveAttributeAsync("data-mapped", "true");

        // What is disconnected keeps its data.
        var documents = company.Orders.Count;
        await app.Services.GetRequiredService<Connector>().DisconnectAccountAsync(TestActors.OwnerOf(owner.Workspace), target, default);
        await window.Page.GotoAsync("/orders");
        await Expect(window.Test("failure").First).ToBeVisibleAsync();
        await Expect(window.Test("orders")).ToBeVisibleAsync();
        Assert.Equal(documents, company.Orders.Count);
        Assert.Empty(window.Faults);
    }

    private static async Task<(Guid Shop, Guid Company)> ConnectAsync(TestApp app, Actor actor, PlugAndPaySandbox shops, BillitSandbox billit)
    {
        var connector = app.Services.GetRequiredService<Connector>();
        var shop = Assert.IsType<ConnectResult.Connected>(await connector.ConnectAsync(actor, "plugandpay", shops.DefaultToken, sandbox: true, default)).Connection.Id!.Value;
        var company = Assert.IsType<ConnectResult.Connected>(await connector.ConnectAsync(
            actor, "billit", billit.AddKey(billit.Default), sandbox: true, default)).Connection.Id!.Value;
        Assert.True(await app.Services.GetRequiredService<SourceSwitch>().ActivateAsync(actor, shop, new Dictionary<string, string?>(), default));
        await Until.TrueAsync(async () => await app.Services.GetRequiredService<SourceOverview>().ReadAsync(actor.Workspace, shop, "plugandpay", default) is { IsWhole: true });
        return (shop, company);
    }

    private static ILocator Row(BrowserWindow window, string code) => window.Page.Locator($"[data-testid=vat-row][data-code='{code}']");

    private static async Task MapAsync(ILocator row, string becomes) => await row.GetByTestId("vat-becomes").SelectOptionAsync(becomes);

    private static async Task OpenAsync(BrowserWindow window, PlugAndPayShop shop, long order, string state)
    {
        await window.Page.GotoAsync("/orders");
        await window.Test("read-now").ClickAsync();
        await window.Page.Locator("[data-testid=order]", new() { HasText = NumberOf(shop, order) }).GetByTestId("order-link").ClickAsync(new() { Timeout = 30_000 });
        await Expect(window.Test("way-state")).ToHaveAttributeAsync("data-state", state, new() { Timeout = 60_000 });
    }

    private static string NumberOf(PlugAndPayShop shop, long order) => shop.Orders.Single(one => one.Id == order).InvoiceNumber!;

    private static BillitOrder DocumentOf(BillitCompany company, long order) =>
        company.Orders.Single(one => one.Content.ExternalProviderID?.EndsWith($"-{order}", StringComparison.Ordinal) == true);
}
