using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner connects a French company in a browser, leaves two customers out, watches it come in, and ends it again.</summary>
public sealed class PennylaneJourneyTests
{
    [BrowserFact]
    public Task Connect_Exclude_Activate_Watch_Disconnect_AndConnectAgain() => JourneyAsync("da");

    [SlowBrowserFact]
    public Task Connect_Exclude_Activate_Watch_Disconnect_AndConnectAgain_InEnglish() => JourneyAsync("en");

    [BrowserFact]
    public async Task Refused_SaysSo_AndNothingIsConnected()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/connections/pennylane");
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();

        await Expect(window.Test("failure")).ToHaveAttributeAsync("data-code", "sign_in_refused");
        await window.Page.GotoAsync("/settings/connections");
        await Expect(window.Test("system")).ToHaveCountAsync(4);
        await Expect(window.Test("account")).ToHaveCountAsync(0);
        Assert.Empty(window.Faults);
    }

    // The French bookkeeper at the other end, played by who practises.
    private static async Task PractiseAsync(BrowserWindow window, string language)
    {
        await window.Page.GotoAsync("/settings/connections");
        await window.Test("account").Locator("a").ClickAsync();
        var (connection, before) = (window.Page.Url, await window.Test("figures").InnerTextAsync());
        await window.Test("practise").ClickAsync();
        await window.Test("practice-AddCustomer").ClickAsync();
        var customer = window.Test("practice-customer").First;
        await Expect(customer).ToContainTextAsync("Client ");
        var name = (await customer.Locator("bdi").InnerTextAsync()).Trim();
        await customer.GetByTestId("practice-AddPerson").ClickAsync();
        await customer.GetByTestId("practice-Draft").ClickAsync();
        await window.Test("practice-document").First.GetByTestId("practice-Issue").ClickAsync();
        await window.Test("practice-document").First.GetByTestId("practice-PayHalf").ClickAsync();
        await Expect(window.Test("practice-document").First).ToContainTextAsync(language == "da" ? "Delvist betalt" : "Partly paid");
        await Look.JudgeAsync(window, $"practice-source-{language}");
        await window.Test("practice-read").ClickAsync();

        await window.Page.GotoAsync(connection);
        await Expect(window.Test("figures")).Not.ToHaveTextAsync(before);
        await window.Page.GotoAsync("/customers?q=" + Uri.EscapeDataString(name));
        await window.Test("open-customer").ClickAsync();
        await Expect(window.Test("owned")).ToContainTextAsync("Pennylane");
        await Expect(window.Test("owned-person")).ToContainTextAsync("Camille Durand 1");
        await Expect(window.Test("name")).ToHaveCountAsync(0);
        await Look.JudgeAsync(window, $"customer-owned-{language}");
        await window.Test("leave-out").ClickAsync();
        await Expect(window.Test("exclude-ids")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9]+$"));
        await window.Page.GoBackAsync();
        await window.Test("customer-invoices").Locator("a").First.ClickAsync();
        await Expect(window.Test("standing")).ToHaveAttributeAsync("data-standing", "PartlyPaid");
    }

    private static async Task JourneyAsync(string language)
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Pennylane:RequestsPerFiveSeconds"] = "0" });
        await app.CreateOwnerAsync();
        var sandbox = app.Services.GetRequiredService<PennylaneSandbox>();
        sandbox.Behaviour.RequestsPerWindow = 1_000_000;
        // What is done is in the lists of changes at once, so that reading once is enough.
        sandbox.Behaviour.ChangelogLag = TimeSpan.Zero;
        var customers = sandbox.Default.Customers;
        await using var window = await Look.OpenAsync(app, "light", language, 1280, null);
        await window.SignInAsync();

        await window.Page.GotoAsync("/settings/connections");
        await Expect(window.Test("system")).ToHaveCountAsync(4);
        await Look.JudgeAsync(window, $"connections-empty-{language}");
        await window.Page.Locator("[data-system=pennylane]").GetByTestId("add-connection").ClickAsync();
        await Expect(window.Test("sign-in-sandbox")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"pennylane-connect-{language}");
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();

        await window.Test("exclude-ids").FillAsync($"{customers[0].Id}, https://app.pennylane.com/companies/1/clients/customers?id={customers[1].Id}");
        await window.Test("exclude-add").ClickAsync();
        await Expect(window.Test("chosen").Locator("li")).ToHaveCountAsync(2);
        await Expect(window.Test("chosen")).ToContainTextAsync(customers[0].FullName);
        await window.Test("exclude-ids").FillAsync("12a");
        await window.Test("exclude-add").ClickAsync();
        await Expect(window.Test("exclude-error")).ToContainTextAsync("12a");
        await Look.JudgeAsync(window, $"pennylane-configure-{language}");
        await window.Test("exclude-ids").FillAsync("");
        await window.Test("activate").ClickAsync();

        await Expect(window.Test("progress")).ToHaveAttributeAsync("data-whole", "true", new() { Timeout = 60_000 });
        await Look.JudgeAsync(window, $"pennylane-loaded-{language}");
        await Expect(window.Test("excluded-account")).ToHaveCountAsync(2);
        await window.Page.GotoAsync("/customers");
        await Expect(window.Page.GetByText(customers[2].FullName).First).ToBeVisibleAsync();
        await Expect(window.Page.GetByText(customers[0].FullName)).ToHaveCountAsync(0);
        await window.Page.GotoAsync("/invoices");
        await window.Test("open-invoice").First.ClickAsync();
        await Expect(window.Test("incoming")).ToContainTextAsync("Pennylane");

        await PractiseAsync(window, language);
        await window.Page.GotoAsync("/settings/connections");
        await Expect(window.Test("account-state")).ToContainTextAsync(language == "da" ? "Forbundet" : "Connected");
        await window.Test("account").Locator("a").ClickAsync();
        await window.Test("disconnect").ClickAsync();
        await window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = language == "da" ? "Afbryd" : "Disconnect", Exact = true }).ClickAsync();
        await Expect(window.Test("disconnected")).ToBeVisibleAsync();
        await window.Test("connect-again").ClickAsync();
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(window.Test("progress")).ToHaveAttributeAsync("data-whole", "true");
        await Expect(window.Test("disconnected")).ToHaveCountAsync(0);
        Assert.Empty(window.Faults);
    }
}
