using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;

namespace PennaPay.Billy.Tests.Sync;

public sealed class SyncPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public SyncPageTests() => PageHost.Speak("da-DK");

    private Guid Connection => host.Product.Queue.Connection;

    public async Task InitializeAsync() => host = await PageHost.StartAsync(add: StandInEndpoint.AddTo);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task WithoutAConnection_ThePageLeadsThere()
    {
        await using var fresh = await PageHost.StartAsync(connected: false, StandInEndpoint.AddTo);

        Assert.Equal("/settings/billy", fresh.Open<SyncPage>(SyncPage.Path).WaitForElement("[data-testid=to-connection]", PageHost.Patience).GetAttribute("href"));
    }

    [Fact]
    public async Task WhatIsChosen_IsSaved_AndTheClockGoesByIt()
    {
        await StoredRuns.BeginAsync(host.Product.Database, host.Product.Workspace, Connection, SyncModule.Products);
        var page = Open();
        Assert.Equal(["Organizations", "Contacts", "Products", "Invoices"], page.FindAll("[data-testid=module]").Select(module => module.GetAttribute("data-module")));
        Assert.Equal(["Off", "Off", "Off", "Off"], page.FindAll("[data-testid=light]").Select(light => light.GetAttribute("data-reason")));

        page.Find($"{Products} [data-testid=on]").Change(true);
        page.Find($"{Products} [data-testid=direction]").Change(nameof(SyncDirection.ToThere));
        page.Find($"{Products} [data-testid=creates-there]").Change(false);
        page.Find("[data-testid=mode-Automatic]").Change(true);
        page.Find("[data-testid=every]").Change("60");
        Assert.Empty(page.FindAll($"{Products} [data-testid=priority]"));
        Assert.Empty(page.FindAll($"{Products} [data-testid=creates-here]"));
        page.Find("[data-testid=save-sync]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=sync-bar]")), PageHost.Patience);
        Assert.Equal("Næste gang: 20.11.2026 11:00", page.Find("[data-testid=due]").TextContent);
        var (choices, _) = await ReadAsync();
        Assert.Equal((true, TimeSpan.FromHours(1)), (choices.IsAutomatic, choices.Every));
        Assert.Equal(new ModuleChoices { IsOn = true, Direction = SyncDirection.ToThere, CreatesThere = false }, choices.Of(SyncModule.Products));
        Assert.Equal("1", page.Find("[data-testid=sync]").GetAttribute("data-version"));
    }

    [Fact]
    public async Task SomebodyElseSavedMeanwhile_NothingIsLost_AndBothWaysLeadOn()
    {
        var page = Open();
        page.Find($"{Products} [data-testid=on]").Change(true);
        await SaveAsync(new SyncChoices { KeepMonths = 12 });

        page.Find("[data-testid=save-sync]").Click();
        page.WaitForElement("[data-testid=sync-stale]", PageHost.Patience);
        Assert.NotNull(page.Find($"{Products} [data-testid=direction]"));
        Assert.False((await ReadAsync()).Choices.Of(SyncModule.Products).IsOn);

        page.Find("[data-testid=keep-mine]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=sync-stale]")), PageHost.Patience);
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-testid=sync]").GetAttribute("data-version")), PageHost.Patience);
        Assert.True((await ReadAsync()).Choices.Of(SyncModule.Products).IsOn);
    }

    [Fact]
    public async Task Member_SeesAll_AndChangesNothing()
    {
        await using var member = await PageHost.StartAsync(add: StandInEndpoint.AddTo, role: Role.Member);
        var page = member.Open<SyncPage>(SyncPage.Path);

        page.WaitForElement("[data-testid=read-only]", PageHost.Patience);
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
    }

    [Fact]
    public async Task ModuleThatHasNotBegun_IsShownFirst()
    {
        await SaveAsync(new SyncChoices().With(SyncModule.Products, new() { IsOn = true }));
        var page = Open();
        Assert.Equal("Ikke begyndt: Produkter", page.WaitForElement("[data-testid=to-begin] strong", PageHost.Patience).TextContent);

        page.Find("[data-testid=sync-now]").Click();

        page.WaitForAssertion(() => Assert.StartsWith("settings/sync/runs/", host.Navigation.ToBaseRelativePath(host.Navigation.Uri), StringComparison.Ordinal), PageHost.Patience);
        Assert.Equal((true, SyncCause.Manual), ((await RunAsync())!.IsDry, (await RunAsync())!.Cause));
    }

    [Fact]
    public async Task OpenRun_IsShownCalmly_AndNothingElseStarts()
    {
        await SaveAsync(new SyncChoices().With(SyncModule.Products, new() { IsOn = true }));
        await StoredRuns.BeginAsync(host.Product.Database, host.Product.Workspace, Connection, SyncModule.Products);
        await StoredRuns.AddAsync(host.Product.Database, host.Product.Workspace, Connection, run =>
            (run.State, run.EndedAt, run.ToDo, run.Done, run.Requests) = (SyncRunState.Writing, null, 340, 12, 340));

        var page = Open();

        Assert.Equal("Skriver: 12 af 340 poster", page.Find("[data-testid=sync-progress] strong").TextContent);
        Assert.True(page.Find("[data-testid=sync-now]").HasAttribute("disabled"));
        Assert.True(page.Find("[data-testid=dry-run]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Lights_SayWhyAndAsOfWhen_FromTheLastRun()
    {
        await SaveAsync(new SyncChoices().With(SyncModule.Products, new() { IsOn = true }).With(SyncModule.Organizations, new() { IsOn = true }).With(SyncModule.Contacts, new() { IsOn = true }));
        await StoredRuns.BeginAsync(host.Product.Database, host.Product.Workspace, Connection, SyncModule.Products, SyncModule.Organizations);
        await StoredRuns.AddAsync(host.Product.Database, host.Product.Workspace, Connection, null,
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Failed, change: item => item.FailureCode = FailureCodes.RecordInvalid));

        var page = Open();

        Assert.Equal(["1 post fejlede", "Venter på dit ja", "Ens", "Slået fra"], page.FindAll("[data-testid=light] .pp-chip").Select(chip => chip.QuerySelector("span:last-child")!.TextContent));
        Assert.Equal("Den seneste kørsel er afsluttet 20.11.2026 09:02", page.Find($"{Products} [data-testid=light-text]").TextContent.Trim());
    }

    [Fact]
    public async Task Invoices_SayWhatEachDirectionDoes_AndAskNothingThatIsTheOtherSystemsToSay()
    {
        var page = Open();
        page.Find($"{Invoices} [data-testid=on]").Change(true);
        List<string> said = [];
        foreach (var direction in new[] { SyncDirection.ToThere, SyncDirection.ToHere, SyncDirection.Both })
        {
            page.Find($"{Invoices} [data-testid=direction]").Change(direction.ToString());
            said.Add(page.Find($"{Invoices} [data-testid=direction-text]").TextContent);
        }

        Assert.Collection(said,
            text => Assert.Contains("aldrig godkendt", text, StringComparison.Ordinal),
            text => Assert.Contains("kan ikke rettes her", text, StringComparison.Ordinal),
            text => Assert.Contains("kladder i Billy", text, StringComparison.Ordinal));
        Assert.Contains("Billy bestemmer over udstedte fakturaer, numre og betalinger", page.Find($"{Invoices} [data-testid=decides]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Felterne er faste", page.Find($"{Invoices} [data-testid=fixed-fields]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll($"{Invoices} [data-testid=priority], {Invoices} [data-testid=mapping]"));
        Assert.Equal(["Organizations", "Contacts"], page.FindAll("[data-testid=invoices-go-to] option").Select(option => option.GetAttribute("value")));

        page.Find("[data-testid=invoices-go-to]").Change(nameof(SyncModule.Contacts));
        page.Find("[data-testid=keep-invoices]").Change("10");
        page.Find($"{Invoices} [data-testid=creates-here]").Change(false);
        page.Find("[data-testid=save-sync]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=sync-bar]")), PageHost.Patience);
        var (choices, _) = await ReadAsync();
        Assert.Equal((SyncModule.Contacts, 10), (choices.InvoicesGoTo, choices.KeepInvoiceYears));
        Assert.Equal(new ModuleChoices { IsOn = true, CreatesHere = false }, choices.Of(SyncModule.Invoices));
    }

    [Fact]
    public async Task WhatNobodyCanHaveChosen_IsRefused_ByWhoeverSendsIt()
    {
        foreach (var crafted in new[]
                 {
                     new SyncChoices { KeepInvoiceYears = 4 }, new SyncChoices { InvoicesGoTo = SyncModule.Products }, new SyncChoices { InvoicesGoTo = (SyncModule)9 },
                     new SyncChoices().With(SyncModule.Invoices, new() { IsOn = true, Map = StandInEndpoint.ProductMap }),
                 })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SaveAsync(crafted));
        Assert.Equal(0, (await ReadAsync()).Version);
    }

    private static string Invoices => "[data-module=Invoices]";

    private static string Products => "[data-module=Products]";

    private IRenderedComponent<SyncPage> Open()
    {
        var page = host.Open<SyncPage>(SyncPage.Path);
        page.WaitForElement("[data-testid=sync]", PageHost.Patience);
        return page;
    }

    private Task<(SyncChoices Choices, int Version)> ReadAsync() =>
        host.Product.Get<SyncSettingsEditor>().ReadAsync(host.Product.Workspace, BillySystem.SystemId, default);

    private Task<int?> SaveAsync(SyncChoices choices) => host.Product.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default);

    private async Task<SyncRun?> RunAsync()
    {
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        return db.Set<SyncRun>().SingleOrDefault();
    }
}
