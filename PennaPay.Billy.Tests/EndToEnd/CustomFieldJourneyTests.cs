using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>A field of one's own, from its making over a customer and the mapping until it is taken away.</summary>
public sealed class CustomFieldJourneyTests
{
    [BrowserFact]
    public async Task AField_IsMade_FilledIn_Mapped_AndTakenAway()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(
            owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        await app.Services.GetRequiredService<CustomerEditor>().SaveAsync(owner, new() { Name = "Nordlys Design ApS" }, default);
        await using var window = await Look.OpenAsync(app, "light", "da", 1280, null);
        await window.SignInAsync();

        await window.Page.GotoAsync("/settings");
        await window.Test("settings-fields").ClickAsync();
        await MakeAsync(window, owner, app);
        await FillInAsync(window);

        await window.Page.GotoAsync("/settings/sync/mapping/organizations");
        await window.Test("map-Custom").CheckAsync();
        await window.Test("add-here").SelectOptionAsync(new SelectOptionValue { Label = "Kundegruppe" });
        await window.Test("add-there").SelectOptionAsync("fax");
        await window.Test("add-row").ClickAsync();
        await Look.JudgeAsync(window, "custom-field-mapping-1280");
        await window.Test("save-map").ClickAsync();
        await Expect(window.Test("toast")).ToBeVisibleAsync();

        await window.Test("own-fields").ClickAsync();
        await window.Test("field-remove").ClickAsync();
        await Expect(window.Page.GetByText("sammen med værdien hos én kunde")).ToBeVisibleAsync();
        await window.PictureAsync("custom-field-remove-1280");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Fjern felt" }).ClickAsync();
        await Expect(window.Test("custom-field")).ToHaveCountAsync(0);

        await window.Page.GotoAsync("/settings/sync/mapping/organizations");
        await Expect(window.Test("row-gone")).ToHaveCountAsync(1);
        await Expect(window.Page.GetByText("Kundegruppe (fjernet felt)")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, "custom-field-gone-1280");
        Assert.Empty(window.Faults);
    }

    private static async Task MakeAsync(BrowserWindow window, Actor owner, TestApp app)
    {
        await window.Test("fields-Customer").GetByTestId("add-field").ClickAsync();
        await window.Test("field-type").SelectOptionAsync("Choice");
        await window.Test("field-choices").FillAsync("Detail\nEngros");
        await window.Test("field-save").ClickAsync();
        await Expect(window.Test("field-error")).ToHaveTextAsync("Skriv, hvad feltet skal hedde.");
        await Look.JudgeAsync(window, "custom-field-dialog-1280");
        await window.Test("field-name").FillAsync("Kundegruppe");
        await window.Test("field-save").ClickAsync();
        await Expect(window.Test("custom-field")).ToContainTextAsync("Valgliste: Detail, Engros");
        Assert.Equal(["Detail", "Engros"], Assert.Single(await app.Services.GetRequiredService<CustomFieldList>().AllAsync(owner.Workspace, default)).Choices);
    }

    private static async Task FillInAsync(BrowserWindow window)
    {
        await window.Page.GotoAsync("/customers");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Nordlys Design ApS" }).ClickAsync();
        await window.Test("custom-values").GetByLabel("Kundegruppe").SelectOptionAsync("Engros");
        // What is chosen is not lost by going away.
        await window.Test("nav-settings").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Bliv her" }).ClickAsync();
        await window.Test("save").ClickAsync();
        await Expect(window.Test("toast")).ToBeVisibleAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Test("custom-values").GetByLabel("Kundegruppe")).ToHaveValueAsync("Engros");
        await Look.JudgeAsync(window, "custom-field-customer-1280");
    }
}
