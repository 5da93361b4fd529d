using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner signs in at Billit in a browser, chooses a company, tries it, plays its people and ends it.</summary>
public sealed class BillitConnectTests
{
    [BrowserFact]
    public Task SignIn_Choose_Test_Practise_AndDisconnect() => JourneyAsync("da");

    [SlowBrowserFact]
    public Task SignIn_Choose_Test_Practise_AndDisconnect_InEnglish() => JourneyAsync("en");

    [BrowserFact]
    public async Task Refused_SaysSo_AndNothingIsConnected()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/connections/billit");
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();

        await Expect(window.Test("failure")).ToHaveAttributeAsync("data-code", "sign_in_refused");
        await window.Page.GotoAsync("/settings/connections");
        await Expect(window.Test("system")).ToHaveCountAsync(4);
        await Expect(window.Test("account")).ToHaveCountAsync(0);
        Assert.Empty(window.Faults);
    }

    private static async Task JourneyAsync(string language)
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billit:RequestsPerMinute"] = "0" });
        await app.CreateOwnerAsync();
        var companies = app.Services.GetRequiredService<BillitSandbox>().Companies;
        await using var window = await Look.OpenAsync(app, "light", language, 1280, null);
        await window.SignInAsync();

        await window.Page.GotoAsync("/settings/connections/billit");
        await Expect(window.Test("sign-in-sandbox")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"billit-connect-{language}");
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByLabel(companies[1].Name).CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(window.Test("offer")).ToHaveCountAsync(3);
        await Expect(window.Page.GetByRole(AriaRole.Radio, new() { Name = companies[2].Name })).ToBeDisabledAsync();
        await Look.JudgeAsync(window, $"billit-choose-{language}");
        // By keyboard: the first radio, then down to the second.
        await window.Page.GetByRole(AriaRole.Radio).First.FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Test("choose").ClickAsync();

        await Expect(window.Test("account-name")).ToHaveTextAsync(companies[1].Name);
        await window.Test("test-connection").ClickAsync();
        await Expect(window.Page.GetByText(language == "da" ? "Forbindelsen virker" : "The connection works")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"billit-company-{language}");
        await window.Test("practise").ClickAsync();
        await window.Test("practice-Pay").First.ClickAsync();
        await Expect(window.Test("practice-document").First).ToContainTextAsync(language == "da" ? "Betalt" : "Paid");
        await Look.JudgeAsync(window, $"practice-billit-{language}");

        await window.Page.GotoAsync("/settings/connections");
        await Expect(window.Test("account-state")).ToContainTextAsync(language == "da" ? "Forbundet" : "Connected");
        await Look.JudgeAsync(window, $"connections-billit-{language}");
        await window.Test("account").Locator("a").ClickAsync();
        await window.Test("disconnect").ClickAsync();
        await window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = language == "da" ? "Afbryd" : "Disconnect", Exact = true }).ClickAsync();
        await Expect(window.Test("disconnected")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }
}
