using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Records kept alike with the sandbox by an owner in a browser, from switching it on to taking it back.</summary>
public sealed class SyncJourneyTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Actor owner = null!;
    private BrowserWindow window = null!;

    private BillySandbox Billy => app.Services.GetRequiredService<BillySandbox>();

    public async Task InitializeAsync()
    {
        app = TestApp.Start();
        owner = await app.CreateOwnerAsync();
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, Billy.DefaultToken, sandbox: true, default));
        window = await Browser.OpenAsync(app);
        await window.SignInAsync();
    }

    public async Task DisposeAsync()
    {
        await window.DisposeAsync();
        await app.DisposeAsync();
    }

    [BrowserFact]
    public async Task Owner_SwitchesOn_SeesThePlan_AnswersAQuestion_SyncsARecord_AndTakesItBack()
    {
        var same = await SaveAsync("Havnens Fiskehus ApS", form => (form.RegistrationNo, form.Phone) = ("31000122", "11223344"));
        await SaveAsync("Smed og Søn, ApS");
        await SaveAsync("Kun hos os ApS");
        var there = Billy.AddRecord(Billy.DefaultToken, "contacts", new { name = "HAVNENS FISKEHUS", countryId = "DK", registrationNo = "31 00 01 22", street = "Kajen 1" });
        Billy.AddRecord(Billy.DefaultToken, "contacts", new { name = "Smed og søn", countryId = "DK" });

        await window.Page.GotoAsync("/settings/sync");
        await window.Page.Locator("[data-module=Organizations]").GetByTestId("on").ClickAsync();
        await window.Test("save-sync").ClickAsync();
        await Expect(window.Test("to-begin")).ToBeVisibleAsync();
        await window.Test("sync-now").ClickAsync();
        await Expect(window.Test("nothing-written")).ToBeVisibleAsync();
        await window.PictureAsync("sync-first-plan");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        Assert.Equal(2, Contacts("FISKEHUS", "SMED").Count);

        // One is left out, so the plan is looked at again.
        await window.Test("item").Filter(new() { HasText = "Kun hos os ApS" }).GetByTestId("ignore").ClickAsync();
        await Expect(window.Test("plan-ignores")).ToBeVisibleAsync();
        await Expect(window.Test("carry-out")).ToHaveCountAsync(0);
        await window.Test("dry-run").ClickAsync();
        await window.Test("carry-out").ClickAsync();
        await Expect(window.Test("before")).ToBeVisibleAsync();
        await Expect(window.Test("run-state")).ToHaveAttributeAsync("data-state", "Done");
        await window.PictureAsync("sync-first-run");
        Assert.Empty(Contacts("Kun hos os"));
        Assert.Equal("Kajen 1", (await FindAsync(same)).Street);

        await window.Page.GotoAsync("/attention");
        await window.PictureAsync("sync-attention");
        await window.Test("match-question").GetByTestId("answer-Link").First.ClickAsync();
        await Expect(window.Test("match-question")).ToHaveCountAsync(0);

        // Somebody in Billy changes the e-mail; the customer's own page brings it here.
        Billy.EditRecord(Billy.DefaultToken, "contacts", there, new { phone = "55667788" });
        await window.Page.GotoAsync($"/customers/{same}");
        await window.Test("sync-record").ClickAsync();
        await Expect(window.Test("sync-dialog").GetByTestId("sync-change")).ToContainTextAsync("55667788");
        await window.PictureAsync("sync-record-dialog");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("sync-close").ClickAsync();
        Assert.Equal("55667788", (await FindAsync(same)).Phone);

        await window.Page.GotoAsync("/settings/sync/runs");
        await window.PictureAsync("sync-runs");
        await window.Test("run-link").First.ClickAsync();
        await window.Test("undo-run").ClickAsync();
        await window.Page.Locator(".rz-dialog-confirm-buttons button").First.ClickAsync();
        await Expect(window.Test("before")).ToBeVisibleAsync();
        await Expect(window.Test("run-state")).ToHaveAttributeAsync("data-state", "Done");
        Assert.Equal("11223344", (await FindAsync(same)).Phone);
        await window.PictureAsync("sync-undone");
        Assert.Empty(window.Faults);
    }

    private List<string> Contacts(params string[] words) =>
        [.. Billy.Records(Billy.DefaultToken, "contacts").Select(contact => contact.GetProperty("name").GetString()!)
            .Where(name => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))];

    private async Task<Guid> SaveAsync(string name, Action<CustomerForm>? type = null)
    {
        var form = new CustomerForm { Name = name };
        type?.Invoke(form);
        return Assert.IsType<SaveResult.Saved>(await app.Services.GetRequiredService<CustomerEditor>().SaveAsync(owner, form, default)).Id;
    }

    private async Task<Customer> FindAsync(Guid id) => (await app.Services.GetRequiredService<CustomerList>().FindAsync(owner.Workspace, id, default))!;
}
