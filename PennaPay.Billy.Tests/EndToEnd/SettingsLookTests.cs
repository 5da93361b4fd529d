using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>How the settings look: see <see cref="Look"/>.</summary>
public sealed class SettingsLookTests
{
    [SlowBrowserFact]
    public async Task SettingsWithoutAConnection_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/settings/billy", "settings-connection-empty"), ("/settings/numbering", "settings-numbering-empty"));
    }

    [BrowserFact]
    public async Task Settings_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<CompanyEditor>().SaveAsync(
            owner, new() { Name = "Nordlys Design ApS", RegistrationNo = "12345674", City = "Aarhus C" }, default);
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(
            owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        await Look.AtAsync(app, signIn: true,
            ("/settings/company", "settings-company"), ("/settings/billy", "settings-connection"), ("/settings/numbering", "settings-numbering"),
            ("/settings/notifications", "settings-notifications"), ("/settings/preferences", "settings-preferences"));
    }

    [SlowBrowserFact]
    public async Task CustomFields_NoneAndSome_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/settings/fields", "settings-fields-empty"));
        var editor = app.Services.GetRequiredService<CustomFieldEditor>();
        foreach (var (record, name, type, choices) in new[]
        {
            (CustomFieldRecord.Customer, "Kundegruppe", CustomFieldType.Choice, "Detail\nEngros\nOffentlig institution"), (CustomFieldRecord.Customer, "Fast rabat i procent", CustomFieldType.Number, null),
            (CustomFieldRecord.Customer, "Aftale indgået", CustomFieldType.Date, null), (CustomFieldRecord.Customer, "Leveringsnote", CustomFieldType.Text, null),
            (CustomFieldRecord.Product, "Vægt i kg", CustomFieldType.Number, null),
        })
            await editor.SaveAsync(owner, new() { Record = record, Name = name, Type = type, Choices = choices }, default);
        await Look.AtAsync(app, signIn: true, ("/settings/fields", "settings-fields"), ("/customers/new", "customer-own-fields"), ("/products/new", "product-own-fields"));
    }

    [BrowserFact]
    public async Task Audit_OfMuchThatHappened_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var connector = app.Services.GetRequiredService<BillyConnector>();
        await connector.ConnectAsync(owner, new string('f', 40), sandbox: true, default);
        await connector.ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await app.Database.NoteAsync(
            Actor.Visitor(owner.Workspace, "2001:db8:85a3:8d3:1319:8a2e:370:7348"), new("sign-in.refused", nameof(User), owner.Id, 17, "wrong_credentials"), default);
        await Look.AtAsync(app, signIn: true, ("/settings/audit", "settings-audit"), ("/settings/audit?topic=Exports", "settings-audit-no-match"));
    }

    [SlowBrowserFact]
    public async Task Mapping_WithoutAConnection_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/settings/mapping", "mapping-not-connected"));
    }

    [BrowserFact]
    public async Task Mapping_OfWhatIsUsedAndBlocked_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await MappingTests.PrepareAsync(app, owner.Workspace);
        await Look.AtAsync(app, signIn: true, ("/settings/mapping", "mapping"));
    }
}
