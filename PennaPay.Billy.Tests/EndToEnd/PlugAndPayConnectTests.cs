using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner connects a shop in a browser, tries it, plays its customers and ends it.</summary>
public sealed class PlugAndPayConnectTests
{
    [BrowserFact]
    public Task Connect_Test_Practise_AndDisconnect() => JourneyAsync("da");

    [SlowBrowserFact]
    public Task Connect_Test_Practise_AndDisconnect_InEnglish() => JourneyAsync("en");

    private static async Task JourneyAsync(string language)
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["PlugAndPay:RequestsPerSecond"] = "0" });
        await app.CreateOwnerAsync();
        var shop = app.Services.GetRequiredService<PlugAndPaySandbox>().Default;
        await using var window = await Look.OpenAsync(app, "light", language, 1280, null);
        await window.SignInAsync();

        await window.Page.GotoAsync("/settings/connections");
        await window.Page.Locator("[data-system=plugandpay]").GetByTestId("add-connection").ClickAsync();
        await Expect(window.Test("steps").Locator("li")).ToHaveCountAsync(4);
        // Too short to be asked about: only what could be a key leaves the program.
        await window.Test("token").FillAsync("kort");
        await window.Test("connect").ClickAsync();
        await Expect(window.Test("token-error")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"plugandpay-connect-{language}");
        await window.Test("use-sandbox").ClickAsync();

        await Expect(window.Test("account-name")).ToHaveTextAsync(shop.Name);
        await window.Test("test-connection").ClickAsync();
        await Expect(window.Page.GetByText(language == "da" ? "Forbindelsen virker" : "The connection works")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"plugandpay-shop-{language}");
        var before = shop.Orders.Count;
        await window.Test("practise").ClickAsync();
        await window.Test("practice-OrderOfCompany").ClickAsync();
        await Expect(window.Test("practice-document").First).ToContainTextAsync("Jacobs & Zonen BV");
        await window.Test("practice-document").First.GetByTestId("practice-Pay").ClickAsync();
        await Expect(window.Test("practice-document").First).ToContainTextAsync(language == "da" ? "Betalt" : "Paid");
        await Look.JudgeAsync(window, $"practice-shop-{language}");
        Assert.Equal(before + 1, shop.Orders.Count);

        await window.Page.GoBackAsync();
        await window.Test("disconnect").ClickAsync();
        await window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = language == "da" ? "Afbryd" : "Disconnect", Exact = true }).ClickAsync();
        await Expect(window.Test("disconnected")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }
}
