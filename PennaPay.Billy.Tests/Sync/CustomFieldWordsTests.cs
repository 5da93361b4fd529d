using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Components.Sync.Questions;
using PennaPay.Billy.Web.Components.Sync.Records;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>A workspace's own fields are called what it calls them, wherever they are spoken of, and still once they were taken away.</summary>
public sealed class CustomFieldWordsTests : IAsyncLifetime
{
    private PageHost host = null!;
    private SyncRows rows = null!;
    private CustomField rebate = null!, date = null!;

    public CustomFieldWordsTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(add: StandInEndpoint.AddTo);
        rows = new(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, host.Product.Clock);
        (rebate, date) = (await AddAsync("Rabat", CustomFieldType.Number), await AddAsync("Aftale", CustomFieldType.Date));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Mapping_OffersThem_ToFieldsThatFit_AndLetsARowOfARemovedOneBeTakenAway()
    {
        var page = Mapping();
        page.Find("[data-testid=map-Custom]").Change(true);
        Assert.Equal("/settings/fields", page.Find("[data-testid=own-fields]").GetAttribute("href"));
        Assert.Equal(["Rabat", "Aftale"], page.FindAll("[data-testid=add-here] option").Select(option => option.TextContent).TakeLast(2));
        page.Find("[data-testid=add-here]").Change(date.Key);
        Assert.Equal(["", "name", "street", "contactNo", "ean", "notes"], page.FindAll("[data-testid=add-there] option").Select(option => option.GetAttribute("value")));
        page.Find("[data-testid=add-there]").Change("street");
        page.Find("[data-testid=add-row]").Click();
        page.Find("[data-testid=save-map]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=map-bar]")), PageHost.Patience);
        Assert.Equal(new FieldRow(date.Key, "street", SyncDirection.ToThere) { IsOn = false }, (await MapAsync())!.Rows[^1]);

        await RemoveAsync(date);
        page = Mapping("?again");
        var row = page.Find($"[data-key='{date.Key}=street']");
        Assert.Equal("Aftale (fjernet felt)", row.QuerySelector(".name")!.TextContent);
        Assert.NotNull(row.QuerySelector("[data-testid=row-gone]"));
        page.Find($"[data-key='{date.Key}=street'] [data-testid=row-remove]").Click();
        page.Find("[data-testid=save-map]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=map-bar]")), PageHost.Patience);
        Assert.DoesNotContain((await MapAsync())!.Rows, known => known.Here == date.Key);
    }

    [Fact]
    public async Task HistoryAndRun_SayTheirNames_AndValuesAsTheUserWritesThem()
    {
        var customer = await host.Product.AddCustomerAsync("Nordlys ApS");
        var run = await rows.RunAsync();
        await rows.ItemAsync(run, customer.Id, SyncOutcome.Updated, null,
            new SyncChange { Field = rebate.Key, Side = SyncSide.Here, Old = "7", New = "1234.5" }, new SyncChange { Field = date.Key, Side = SyncSide.Here, Old = null, New = "2026-12-24" });
        await RemoveAsync(date);

        var card = host.Open<RecordSyncCard>("/", at => at.Add(one => one.Id, customer.Id).Add(one => one.Kind, RecordKind.Contact));
        card.WaitForElement("[data-testid=record-change]", PageHost.Patience);
        Assert.Equal(
            [("Aftale (fjernet felt)", "–", "24.12.2026"), ("Rabat", "7", "1.234,5")],
            card.FindAll("[data-testid=record-change]").Select(row => row.QuerySelectorAll("td")).Select(cells => (cells[1].TextContent, cells[2].TextContent, cells[3].TextContent)).Order());

        var dialog = host.Open<RecordSyncDialog>("/", at => at.Add(one => one.Run, run.Id));
        dialog.WaitForElement("[data-testid=sync-change]", PageHost.Patience);
        Assert.Equal(["Aftale (fjernet felt)", "Rabat"], dialog.FindAll("[data-testid=sync-change] dt").Select(name => name.TextContent).Order());

        var page = host.Open<SyncRunPage>(SyncRunAddress.Of(run.Id), at => at.Add(one => one.Run, run.Id));
        page.WaitForElement("[data-testid=change]", PageHost.Patience);
        Assert.Equal(["Aftale (fjernet felt)", "Rabat"], page.FindAll("[data-testid=change] .field").Select(name => name.TextContent).Order());
        Assert.Contains("1.234,5", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_SayTheirNames()
    {
        await rows.ConflictAsync(Guid.NewGuid(), "Nordlys ApS", $"{rebate.Key}=balance", "5", "7.5", "8");

        var page = host.Open<SyncQuestionsPage>("/attention/sync?show=fields");

        page.WaitForElement("[data-testid=field-question]", PageHost.Patience);
        Assert.Equal("Rabat", page.Find("[data-testid=field-question] .name").TextContent.Trim());
        Assert.Equal("Rabat, Nordlys ApS", page.Find("[data-testid=field-question]").GetAttribute("aria-label"));
        Assert.Equal("7,5", page.Find("[data-testid=here]").TextContent.Trim());
    }

    [Fact]
    public async Task Export_SaysTheirNames()
    {
        await using var app = TestApp.Start(services: StandInEndpoint.AddTo);
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        var connection = (await app.Services.GetRequiredService<ConnectionList>().AllAsync(owner.Workspace, default)).Single().Id;
        await app.Services.GetRequiredService<CustomFieldEditor>().SaveAsync(owner, new() { Name = "Rabat", Type = CustomFieldType.Number }, default);
        var field = (await app.Services.GetRequiredService<CustomFieldList>().AllAsync(owner.Workspace, default)).Single();
        var run = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, null,
            StoredRuns.Item("Nordlys", SyncOutcome.Updated, changes: [StoredRuns.Change(field.Key, "7", "1234.5"), StoredRuns.Change("custom.zzzzzzzz", "a", "b")]));

        using var client = await app.CreateSignedInClientAsync();
        var file = await client.GetStringAsync(new Uri(new SyncRunAddress(run.Id).ExportHref, UriKind.Relative));

        // Numbers stay as they are stored, as those of other fields do: a file is read by programs.
        Assert.Contains(";Rabat;7;1234.5;", file, StringComparison.Ordinal);
        Assert.Contains(";Fjernet felt;a;b;", file, StringComparison.Ordinal);
    }

    private async Task<CustomField> AddAsync(string name, CustomFieldType type)
    {
        Assert.IsType<SaveResult.Saved>(await host.Product.Get<CustomFieldEditor>().SaveAsync(host.Owner, new() { Name = name, Type = type }, default));
        return (await host.Product.Get<CustomFieldList>().AllAsync(host.Product.Workspace, default)).Single(field => field.Name == name);
    }

    private Task<int?> RemoveAsync(CustomField field) => host.Product.Get<CustomFieldEditor>().RemoveAsync(host.Owner, field.Id, default);

    private IRenderedComponent<SyncMappingPage> Mapping(string query = "")
    {
        var page = host.Open<SyncMappingPage>(SyncMappingPage.Of(SyncModule.Organizations) + query, parameters => parameters.Add(shown => shown.Name, "organizations"));
        page.WaitForElement("[data-testid=map]", PageHost.Patience);
        return page;
    }

    private async Task<FieldMap?> MapAsync() =>
        (await host.Product.Get<SyncSettingsEditor>().ReadAsync(host.Product.Workspace, BillySystem.SystemId, default)).Choices.Of(SyncModule.Organizations).Map;
}
