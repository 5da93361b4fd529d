using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner in a browser who keeps records alike with the sandbox, in one of the two languages.</summary>
internal sealed class SyncJourney : IAsyncDisposable
{
    private readonly string language;

    private SyncJourney(TestApp app, Actor owner, BrowserWindow window, MovedClock clock, string language) =>
        (App, Owner, Window, Clock, this.language) = (app, owner, window, clock, language);

    public TestApp App { get; }

    public Actor Owner { get; }

    public BrowserWindow Window { get; }

    public MovedClock Clock { get; }

    public BillySandbox Billy => Get<BillySandbox>();

    public string Token => Billy.DefaultToken;

    public static async Task<SyncJourney> StartAsync(string language)
    {
        var clock = new MovedClock();
        var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" }, services: services => services.AddSingleton<TimeProvider>(clock));
        var owner = await app.CreateOwnerAsync();
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(
            owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));
        var window = await Look.OpenAsync(app, "light", language, 1440, null);
        await window.SignInAsync();
        return new(app, owner, window, clock, language);
    }

    public async ValueTask DisposeAsync()
    {
        await Window.DisposeAsync();
        await App.DisposeAsync();
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>What stands on the page in the language of the journey.</summary>
    public string Say(string danish, string english) => language == "da" ? danish : english;

    public ILocator Module(SyncModule module) => Window.Page.Locator($"[data-testid=module][data-module={module}]");

    public async Task SwitchOnAsync(params SyncModule[] modules)
    {
        await Window.Page.GotoAsync("/settings/sync");
        foreach (var module in modules)
            await Module(module).GetByTestId("on").ClickAsync();
        await SaveAsync();
    }

    public async Task SaveAsync()
    {
        await Window.Test("save-sync").ClickAsync();
        await Expect(Window.Test("sync-bar")).ToHaveCountAsync(0);
    }

    /// <summary>Starts what the page of synchronisation starts, and waits on the run's own page until it is done.</summary>
    public async Task SyncAsync()
    {
        var before = await LastRunAsync();
        await Window.Page.GotoAsync("/settings/sync");
        await Window.Test("sync-now").ClickAsync();
        // A plan opens by itself; of any other run the page just tells.
        await Until.TrueAsync(async () => await LastRunAsync() != before);
        await Window.Page.GotoAsync(SyncRunAddress.Of((await LastRunAsync())!.Value));
        await IsDoneAsync();
    }

    private async Task<Guid?> LastRunAsync()
    {
        await using var db = App.Database.Read(Owner.Workspace);
        return await db.Set<SyncRun>().OrderByDescending(run => run.Id).Select(run => (Guid?)run.Id).FirstOrDefaultAsync();
    }

    /// <summary>Does what the plan on the page says.</summary>
    public Task CarryOutAsync() => GoOnAsync("carry-out");

    /// <summary>Clicks what starts another run, and waits until that one is done.</summary>
    public async Task GoOnAsync(string button, bool asks = false)
    {
        var before = await Window.Test("run-facts").GetAttributeAsync("data-run");
        await Window.Test(button).ClickAsync();
        if (asks)
            await Window.Page.Locator(".rz-dialog-confirm-buttons button").First.ClickAsync();
        // The address changes before the page does.
        await Expect(Window.Page.Locator($"[data-testid=run-facts]:not([data-run='{before}'])")).ToBeVisibleAsync();
        await IsDoneAsync();
    }

    /// <summary>The first run, as the plan has it.</summary>
    public async Task BeginAsync(params SyncModule[] modules)
    {
        await SwitchOnAsync(modules);
        await SyncAsync();
        await CarryOutAsync();
    }

    public async Task<Guid> SaveCustomerAsync(string name, Action<CustomerForm>? type = null)
    {
        var form = new CustomerForm { Name = name };
        type?.Invoke(form);
        return Assert.IsType<SaveResult.Saved>(await Get<CustomerEditor>().SaveAsync(Owner, form, default)).Id;
    }

    public async Task ChangeAsync(Guid customer, Action<CustomerForm> type)
    {
        var form = CustomerForm.From((await CustomerAsync(customer))!);
        type(form);
        Assert.IsType<SaveResult.Saved>(await Get<CustomerEditor>().SaveAsync(Owner, form, default));
    }

    public Task<Customer?> CustomerAsync(Guid id) => Get<CustomerList>().FindAsync(Owner.Workspace, id, default);

    /// <summary>An invoice of ours that went out: one line without VAT of its own.</summary>
    public async Task<Guid> SendInvoiceAsync(string number, Guid customer, decimal net, string? accountCode = null)
    {
        var draft = InvoiceForm.New(number, new(2026, 11, 20));
        draft.CustomerId = customer;
        draft.Lines = [new() { Description = "Rådgivning", UnitPrice = net, AccountCode = accountCode }];
        var id = Assert.IsType<SaveResult.Saved>(await Get<InvoiceEditor>().SaveAsync(Owner, draft, default)).Id;
        Assert.Equal(MarkAsSentResult.Sent, await Get<InvoiceEditor>().MarkAsSentAsync(Owner, id, default));
        return id;
    }

    /// <summary>A contact that somebody made in Billy.</summary>
    public string AddContact(string name, object? more = null)
    {
        var id = Billy.AddRecord(Token, "contacts", new { type = "company", name, countryId = "DK" });
        if (more is not null)
            Billy.EditRecord(Token, "contacts", id, more);
        return id;
    }

    /// <summary>An invoice that somebody issued in Billy.</summary>
    public string Issue(string contact, decimal net, string description)
    {
        var product = Billy.AddRecord(Token, "products", new { name = "Konsulenttime" });
        return Billy.Issue(Token, contact, [new { productId = product, quantity = 1, unitPrice = net, description }]);
    }

    public List<string> Contacts() => [.. Billy.Records(Token, "contacts").Select(contact => contact.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    private async Task IsDoneAsync()
    {
        await Expect(Window.Test("run-state")).ToHaveAttributeAsync("data-state", "Done", new() { Timeout = 30_000 });
        await Expect(Window.Test("loading")).ToHaveCountAsync(0);
    }
}
