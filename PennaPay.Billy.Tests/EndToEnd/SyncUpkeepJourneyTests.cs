using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What an owner does in a browser once records are kept alike: settle, let it run by itself, take back, connect anew.</summary>
public sealed class SyncUpkeepJourneyTests
{
    [BrowserFact]
    public Task BothChange_TheOwnerDecides_AndItIsWritten() => DecideAsync("da");

    [SlowBrowserFact]
    public Task BothChange_TheOwnerDecides_AndItIsWritten_InEnglish() => DecideAsync("en");

    [SlowBrowserFact]
    public Task EveryThreeHours_ItRunsByItself_AndTheLightTurns() => RunByItselfAsync("en");

    [SlowBrowserFact]
    public Task EveryThreeHours_ItRunsByItself_AndTheLightTurns_InDanish() => RunByItselfAsync("da");

    [SlowBrowserFact]
    public Task FirstRun_IsTakenBack_OnBothSides() => TakeBackAsync("da");

    [SlowBrowserFact]
    public Task FirstRun_IsTakenBack_OnBothSides_InEnglish() => TakeBackAsync("en");

    [SlowBrowserFact]
    public Task ConnectedAnew_MappingAndChoicesStay_AndNothingIsThereTwice() => ConnectAnewAsync("en");

    [SlowBrowserFact]
    public Task ConnectedAnew_MappingAndChoicesStay_AndNothingIsThereTwice_InDanish() => ConnectAnewAsync("da");

    private static async Task DecideAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        var customer = await journey.SaveCustomerAsync("Nordlys Design ApS", form => (form.RegistrationNo, form.Email) = ("12345674", "post@nordlys.dk"));
        await window.Page.GotoAsync("/settings/sync");
        await journey.Module(SyncModule.Organizations).GetByTestId("on").ClickAsync();
        await journey.Module(SyncModule.Organizations).GetByTestId("priority").SelectOptionAsync(nameof(SyncPriority.Ask));
        await journey.SaveAsync();
        await journey.SyncAsync();
        await journey.CarryOutAsync();

        await journey.ChangeAsync(customer, form => form.Email = "faktura@nordlys.dk");
        var person = Assert.Single(journey.Billy.Records(journey.Token, "contactPersons"));
        journey.Billy.EditRecord(journey.Token, "contactPersons", person.GetProperty("id").GetString()!, new { email = "bogholderi@nordlys.dk" });
        await journey.SyncAsync();
        await window.Page.GotoAsync("/settings/sync");
        await Expect(journey.Module(SyncModule.Organizations).GetByTestId("light")).ToHaveAttributeAsync("data-reason", "Questions");

        await window.Page.GotoAsync("/attention");
        var question = window.Test("field-question");
        await Expect(question.GetByTestId("agreed")).ToHaveTextAsync("post@nordlys.dk");
        await Expect(question.GetByTestId("here")).ToHaveTextAsync("faktura@nordlys.dk");
        await Expect(question.GetByTestId("there")).ToHaveTextAsync("bogholderi@nordlys.dk");
        await Look.JudgeAsync(window, $"journey-conflict-{language}");
        await question.GetByTestId("answer-UseHere").ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        Assert.Equal("bogholderi@nordlys.dk", EmailThere());
        await journey.SyncAsync();
        await Expect(window.Test("change")).ToContainTextAsync("faktura@nordlys.dk");
        Assert.Equal("faktura@nordlys.dk", EmailThere());
        Assert.Equal("faktura@nordlys.dk", (await journey.CustomerAsync(customer))!.Email);
        await journey.SyncAsync();
        await Expect(window.Test("run-alike")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);

        string? EmailThere() => Assert.Single(journey.Billy.Records(journey.Token, "contactPersons")).GetProperty("email").GetString();
    }

    private static async Task RunByItselfAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        var customer = await journey.SaveCustomerAsync("Nordlys Design ApS", form => (form.RegistrationNo, form.Phone) = ("12345674", "11223344"));
        await journey.SaveCustomerAsync("Smed og Søn ApS");
        await journey.BeginAsync(SyncModule.Organizations);
        await window.Page.GotoAsync("/settings/sync");
        await window.Test("mode-Automatic").ClickAsync();
        await journey.SaveAsync();
        await Expect(window.Test("every")).ToHaveValueAsync("180");
        await Expect(window.Test("due")).ToContainTextAsync(journey.Say("Næste", "Next"));
        var light = journey.Module(SyncModule.Organizations).GetByTestId("light");
        await Expect(light).ToHaveAttributeAsync("data-color", "Green");

        // The page stays open. Somebody in Billy changes one record, and deletes another.
        journey.Billy.EditRecord(journey.Token, "contacts", Id("Nordlys Design ApS"), new { phone = "55667788" });
        journey.Billy.DeleteRecord(journey.Token, "contacts", Id("Smed og Søn ApS"));
        Pass();
        await Expect(light).ToHaveAttributeAsync("data-color", "Amber", new() { Timeout = 30_000 });
        await Expect(light).ToHaveAttributeAsync("data-reason", "Questions");
        Assert.Equal("55667788", (await journey.CustomerAsync(customer))!.Phone);
        await Look.JudgeAsync(window, $"journey-automatic-{language}");

        await window.Page.GotoAsync("/attention");
        await window.Test("deletion-question").Locator("[data-testid^=answer-]").First.ClickAsync();
        await Expect(window.Test("deletion-question")).ToHaveCountAsync(0);
        await window.Page.GotoAsync("/settings/sync");
        Pass();
        await Expect(light).ToHaveAttributeAsync("data-color", "Green", new() { Timeout = 30_000 });
        await window.Test("runs").ClickAsync();
        await Expect(window.Test("run").Filter(new() { HasText = journey.Say("Automatisk", "Automatic") })).ToHaveCountAsync(2);
        Assert.Empty(window.Faults);

        // The worker looks every few seconds; it is woken instead.
        void Pass()
        {
            journey.Clock.Move(TimeSpan.FromHours(3));
            journey.Get<SyncBell>().Ring();
        }

        string Id(string name) => journey.Billy.Records(journey.Token, "contacts").Single(contact => contact.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
    }

    private static async Task TakeBackAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        await journey.SaveCustomerAsync("Kun hos os ApS");
        var same = await journey.SaveCustomerAsync("Havnens Fiskehus ApS", form => form.RegistrationNo = "31000122");
        journey.AddContact("HAVNENS FISKEHUS", new { registrationNo = "31000122", street = "Kajen 1" });
        journey.Issue(journey.AddContact("Fyrtårnet ApS"), 400, "Kørsel til Ribe");
        var before = journey.Contacts();
        await journey.BeginAsync(SyncModule.Organizations, SyncModule.Invoices);
        Assert.Equal((3, 1), await CountAsync());
        Assert.Equal(before.Count + 1, journey.Contacts().Count);
        Assert.Equal("Kajen 1", (await journey.CustomerAsync(same))!.Street);

        await journey.GoOnAsync("undo-run", asks: true);
        await Look.JudgeAsync(window, $"journey-undone-{language}");
        Assert.Equal((2, 0), await CountAsync());
        Assert.Equal(before, journey.Contacts());
        Assert.Null((await journey.CustomerAsync(same))!.Street);
        await window.Test("before").ClickAsync();
        await Expect(window.Test("undone-by")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);

        async Task<(int Customers, int Invoices)> CountAsync()
        {
            await using var db = journey.App.Database.Read(journey.Owner.Workspace);
            return (await db.Set<Customer>().CountAsync(), await db.Set<Invoice>().CountAsync());
        }
    }

    private static async Task ConnectAnewAsync(string language)
    {
        await using var journey = await SyncJourney.StartAsync(language);
        var window = journey.Window;
        var customer = await journey.SaveCustomerAsync("Nordlys Design ApS", form => (form.RegistrationNo, form.Phone) = ("12345674", "11223344"));
        journey.AddContact("Havnens Fiskehus ApS", new { registrationNo = "31000122" });
        await window.Page.GotoAsync("/settings/sync");
        var organizations = journey.Module(SyncModule.Organizations);
        await organizations.GetByTestId("on").ClickAsync();
        await organizations.GetByTestId("priority").SelectOptionAsync(nameof(SyncPriority.Ask));
        await journey.SaveAsync();
        await organizations.GetByTestId("mapping").ClickAsync();
        await window.Page.Locator("[name=map-kind]").Nth(1).ClickAsync();
        var phone = window.Test("map-row").Filter(new() { HasText = journey.Say("Telefon", "Phone") }).First;
        await phone.Locator("input[type=checkbox]").ClickAsync();
        await window.Test("save-map").ClickAsync();
        await Expect(window.Test("map-bar")).ToHaveCountAsync(0);
        await journey.SyncAsync();
        await journey.CarryOutAsync();
        var before = journey.Contacts();
        Assert.Equal(["Havnens Fiskehus ApS", "Nordlys Design ApS"], before);

        await window.Page.GotoAsync("/settings/billy");
        await window.Test("disconnect").ClickAsync();
        await window.Test("disconnect-confirm").ClickAsync();
        await Expect(window.Test("use-sandbox")).ToBeVisibleAsync();
        await window.Page.GotoAsync("/settings/sync");
        await Expect(window.Test("sync-not-connected")).ToBeVisibleAsync();
        await window.Test("to-connection").ClickAsync();
        await window.Test("use-sandbox").ClickAsync();
        await Expect(window.Test("disconnect")).ToBeVisibleAsync();

        await window.Page.GotoAsync("/settings/sync");
        await Expect(organizations.GetByTestId("on")).ToBeCheckedAsync();
        await Expect(organizations.GetByTestId("priority")).ToHaveValueAsync(nameof(SyncPriority.Ask));
        await Expect(organizations.GetByTestId("mapping")).ToContainTextAsync(journey.Say("Egen", "Custom"));
        await Expect(window.Test("to-begin")).ToHaveCountAsync(0);
        // What the mapping leaves out is still left out.
        await journey.ChangeAsync(customer, form => form.Phone = "99887766");
        await journey.SyncAsync();
        await Expect(window.Test("run-alike")).ToBeVisibleAsync();
        Assert.Equal(before, journey.Contacts());
        Assert.Empty(window.Faults);
    }
}
