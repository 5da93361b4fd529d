using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Invoices kept alike with the sandbox by an owner in a browser.</summary>
public sealed class SyncInvoiceJourneyTests
{
    [BrowserFact]
    public Task Invoices_ComeIn_AreAskedAbout_AndAreFollowed() => FollowAsync("da");

    [SlowBrowserFact]
    public Task Invoices_ComeIn_AreAskedAbout_AndAreFollowed_InEnglish() => FollowAsync("en");

    [SlowBrowserFact]
    public Task WhatIsMissing_IsFilledInPlace_ShownAnew_AndCarriedOut() => FillInAsync("en");

    [SlowBrowserFact]
    public Task WhatIsMissing_IsFilledInPlace_ShownAnew_AndCarriedOut_InDanish() => FillInAsync("da");

    private static async Task FollowAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        var customer = await journey.SaveCustomerAsync("Fyrtårnet ApS", form => form.RegistrationNo = "31000122");
        // Number and total are those of the first one there, the day is not.
        var ours = await journey.SendInvoiceAsync("1", customer, 1000);
        var contact = journey.AddContact("Fyrtårnet ApS", new { registrationNo = "31000122" });
        var first = journey.Issue(contact, 1000, "Rådgivning i november");
        var second = journey.Issue(contact, 400, "Kørsel til Ribe");

        await journey.SwitchOnAsync(SyncModule.Organizations, SyncModule.Invoices);
        await journey.SyncAsync();
        await Expect(window.Page.Locator("[data-section=Asked]").GetByTestId("item")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("1 · Fyrtårnet ApS"));
        await Expect(window.Page.Locator("[data-section=CreatedHere]").GetByTestId("item").Filter(new() { HasText = "2 · Fyrtårnet ApS" })).ToHaveCountAsync(1);
        await Look.JudgeAsync(window, $"journey-invoices-plan-{language}");
        await journey.CarryOutAsync();
        await Look.JudgeAsync(window, $"journey-invoices-done-{language}");

        await window.Page.GotoAsync("/attention");
        await Expect(window.Test("match-detail")).ToContainTextAsync(journey.Say("1.250,00", "1,250.00"));
        await Look.JudgeAsync(window, $"journey-invoice-question-{language}");
        await window.Test("answer-Link").ClickAsync();
        await Expect(window.Test("match-question")).ToHaveCountAsync(0);
        await journey.SyncAsync();

        // Theirs is shown as it is there, and cannot be edited.
        await window.Page.GotoAsync("/invoices");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "2", Exact = true }).First.ClickAsync();
        await Expect(window.Test("incoming")).ToBeVisibleAsync();
        await Expect(window.Test("page-title")).ToContainTextAsync("2");
        await Expect(window.Test("incoming-line")).ToContainTextAsync("Kørsel til Ribe");
        await Expect(window.Test("copy-state").First).ToContainTextAsync(journey.Say("Bogført", "Booked"));
        await Expect(window.Test("payment")).ToHaveCountAsync(0);
        await Expect(window.Test("save")).ToHaveCountAsync(0);
        await Expect(window.Test("unit-price")).ToHaveCountAsync(0);
        var page = window.Page.Url;

        // It is paid there, and the linked one of ours is credited.
        journey.Billy.Pay(journey.Token, second, 200);
        journey.Billy.Credit(journey.Token, first);
        await journey.SyncAsync();
        await Expect(window.Test("items")).ToContainTextAsync(journey.Say("Delvist betalt", "Partly paid"));
        await window.Page.GotoAsync(page);
        await Expect(window.Test("copy-state").First).ToContainTextAsync(journey.Say("Delvist betalt", "Partly paid"));
        await Expect(window.Test("payment")).ToContainTextAsync("200");
        await Look.JudgeAsync(window, $"journey-invoice-paid-{language}");
        await window.Page.GotoAsync($"/invoices/{ours}");
        await Expect(window.Test("copy-state").First).ToContainTextAsync(journey.Say("Krediteret", "Credited"));

        journey.Billy.Pay(journey.Token, second);
        await journey.SyncAsync();
        await window.Page.GotoAsync(page);
        await Expect(window.Test("copy-state").First).ToContainTextAsync(journey.Say("Betalt", "Paid"));
        await Expect(window.Test("payment")).ToHaveCountAsync(2);
        await journey.SyncAsync();
        await Expect(window.Test("run-alike")).ToBeVisibleAsync();
        Assert.Equal(3, journey.Billy.Invoices(journey.Token).Count);
        Assert.Empty(window.Faults);
    }

    private static async Task FillInAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        var invoice = await journey.SendInvoiceAsync("1042", await journey.SaveCustomerAsync("Nordlys Design ApS", form => form.RegistrationNo = "12345674"), 1000, "KONSULENT");
        await journey.SwitchOnAsync(SyncModule.Organizations, SyncModule.Invoices);
        await journey.SyncAsync();

        var missing = window.Test("missing-mappings");
        await Expect(window.Page.Locator("[data-section=Left]").GetByTestId("item")).ToContainTextAsync("1042");
        await Expect(missing.Locator("[data-code=KONSULENT]").GetByTestId("blocks")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, $"journey-missing-{language}");
        await window.ChooseAsync(missing.Locator("[data-code=KONSULENT]").GetByTestId("account"), "1130 Salg til øvrig udland - ydelser");
        await window.Test("save-mapping").ClickAsync();
        await Expect(window.Test("missing-filled")).ToContainTextAsync(journey.Say("Konto og moms er på plads", "Accounts and VAT are in place"));
        await Expect(window.Test("carry-out")).ToHaveCountAsync(0);
        await Look.JudgeAsync(window, $"journey-filled-{language}");

        await journey.GoOnAsync("show-anew");
        await Expect(window.Page.Locator("[data-section=Queued]").GetByTestId("item")).ToContainTextAsync("1042");
        await Expect(window.Test("failures")).ToHaveCountAsync(0);
        await journey.CarryOutAsync();
        await window.Page.GotoAsync($"/invoices/{invoice}");
        await Expect(window.Test("copy-state").First).ToContainTextAsync(journey.Say("Kladde i Billy", "Draft in Billy"), new() { Timeout = 30_000 });
        var draft = Assert.Single(journey.Billy.Invoices(journey.Token));
        Assert.Equal("draft", draft.GetProperty("state").GetString());
        Assert.Empty(window.Faults);
    }
}
