using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner sees who of a French company's customers owes what, follows one of them, and takes the aged receivables along.</summary>
public sealed class SourceCustomerJourneyTests
{
    [SlowBrowserFact]
    public Task ChooseSource_SortByDebt_FollowACustomer_AndTakeTheListAlong() => JourneyAsync("da");

    [SlowBrowserFact]
    public Task ChooseSource_SortByDebt_FollowACustomer_AndTakeTheListAlong_InEnglish() => JourneyAsync("en");

    [SlowBrowserFact]
    public async Task Pages_InEveryLook()
    {
        await using var app = Start();
        var (owner, connection, customer) = await LoadAsync(app);
        await app.Services.GetRequiredService<CustomerEditor>().SaveAsync(owner, new() { Name = "Nordlys Design ApS", RegistrationNo = "12345674" }, default);

        await Look.AtAsync(
            app, signIn: true,
            ("/customers", "customers-marked"), ($"/customers?source={connection}&sort=Open-", "customers-of-source"),
            ($"/customers/{customer}", "customer-of-source"), ("/customers/aged", "aged"), ("/customers/aged?currency=CHF", "aged-chf"));
    }

    private static TestApp Start() => TestApp.Start(new Dictionary<string, string?> { ["Pennylane:RequestsPerFiveSeconds"] = "0" });

    private static async Task JourneyAsync(string language)
    {
        await using var app = Start();
        var (_, connection, _) = await LoadAsync(app);
        var isDanish = language == "da";
        await using var window = await Look.OpenAsync(app, "light", language, 1280, null);
        await window.SignInAsync();

        await window.Test("nav-customers").ClickAsync();
        await Expect(window.Test("source-mark").First).ToBeVisibleAsync();
        await window.Test("source").SelectOptionAsync(connection.ToString());
        await Expect(window.Test("page-title")).ToContainTextAsync(isDanish ? "Kunder fra Pennylane" : "Customers from Pennylane");
        await window.Test("sort-Open").ClickAsync();
        await Expect(window.Page.Locator("th[aria-sort=descending]")).ToContainTextAsync(isDanish ? "Åben saldo" : "Open balance");
        await Expect(window.Test("inactive")).ToContainTextAsync(isDanish ? "Udeladt" : "Left out");
        await Expect(window.Test("open-balance").First).ToContainTextAsync("EUR");
        Assert.Empty(await window.AccessibilityProblemsAsync());

        await window.Test("open-customer").First.ClickAsync();
        await Expect(window.Test("sourced-customer")).ToContainTextAsync("Pennylane");
        await Expect(window.Test("timeline-entry").First).ToBeVisibleAsync();
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("timeline").Locator("[data-kind=Invoice] a").First.ClickAsync();
        await Expect(window.Test("incoming")).ToContainTextAsync("Pennylane");

        await window.Page.GotoAsync($"/customers?source={connection}");
        await window.Test("aged").ClickAsync();
        await Expect(window.Test("aged-total")).ToBeVisibleAsync();
        Assert.Empty(await window.AccessibilityProblemsAsync());
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Test("export").ClickAsync());
        Assert.StartsWith(isDanish ? "aldersfordelte-tilgodehavender-" : "aged-receivables-", download.SuggestedFilename, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.StartsWith(isDanish ? "Pr. dag;" : "As of day,", lines[0].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(lines.Length > 1);
        Assert.Empty(window.Faults);
    }

    /// <summary>Connects the sandbox's company, and leaves one customer with debt out once all of it is here.</summary>
    private static async Task<(Actor Owner, Guid Connection, Guid Customer)> LoadAsync(TestApp app)
    {
        var owner = await app.CreateOwnerAsync();
        var sandbox = app.Services.GetRequiredService<PennylaneSandbox>();
        sandbox.Behaviour.RequestsPerWindow = 1_000_000;
        var company = sandbox.Default;
        var customer = company.Customers[3].Id;
        var invoice = company.DraftInvoice(new SandboxInvoice { Customer = customer, Currency = "CHF", ExchangeRate = 1.06m, Lines = [new() { Label = "Étude", UnitPrice = 4_800m }] });
        company.Finalise(invoice);
        Assert.IsType<ConnectResult.Connected>(
            await app.Services.GetRequiredService<Connector>().ConnectAsync(owner, PennylaneAccounts.SystemId, new PennylaneSandboxOptions().DeveloperToken, sandbox: true, default));
        var connection = (await app.Services.GetRequiredService<ConnectionStore>().CurrentAsync(owner.Workspace, PennylaneAccounts.SystemId, default))!.Id;
        var accounts = app.Services.GetRequiredService<SourceSwitch>();
        Assert.True(await accounts.ActivateAsync(owner, connection, new Dictionary<string, string?>(), default));
        var overview = app.Services.GetRequiredService<SourceOverview>();
        await Until.TrueAsync(async () => (await overview.ReadAsync(owner.Workspace, connection, PennylaneAccounts.SystemId, default))!.IsWhole);
        var id = customer.ToString(CultureInfo.InvariantCulture);
        await accounts.ExcludeAsync(owner, connection, new Dictionary<string, string?> { [id] = company.Customer(customer).Name }, archive: false, default);
        var ours = await app.Services.GetRequiredService<RecordLinks>().FindLocalAsync(owner.Workspace, connection, RecordKind.Contact, id, default);
        return (owner, connection, ours!.Value);
    }
}
