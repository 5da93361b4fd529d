using Bunit;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;

namespace PennaPay.Billy.Tests.Sync;

public sealed class SyncMappingPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public SyncMappingPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync(add: StandInEndpoint.AddTo);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task OwnMapping_IsSaved_AndDefaultIsRestored()
    {
        await host.Product.AddCustomerAsync();
        var page = Open();
        Assert.Equal(StandInEndpoint.ContactMap.Rows.Select(row => row.Key), page.FindAll("[data-testid=map-row]").Select(row => row.GetAttribute("data-key")));
        Assert.Equal("Nordlys Design ApS", page.Find("[data-key='name=name'] [data-testid=example-here]").TextContent);
        Assert.Equal("–", page.Find("[data-key='name=name'] [data-testid=example-there]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=row-on]:not([disabled])"));

        page.Find("[data-testid=map-Custom]").Change(true);
        Assert.Equal("true", page.Find("[data-key='name=name']").GetAttribute("data-locked"));
        page.Find("[data-testid=add-here]").Change("phone");
        Assert.Equal(["", "fax"], page.FindAll("[data-testid=add-there] option").Select(option => option.GetAttribute("value")!).Where(value => value is "" or "fax" or "phone" or "balance"));
        page.Find("[data-testid=add-there]").Change("fax");
        page.Find("[data-testid=add-row]").Click();
        Assert.Equal("false", page.Find("[data-key='phone=fax']").GetAttribute("data-on"));
        page.Find("[data-key='phone=fax'] [data-testid=row-rule]").Change(nameof(FieldRule.Digits));
        page.Find("[data-testid=save-map]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=map-bar]")), PageHost.Patience);
        Assert.Equal(new FieldRow("phone", "fax", SyncDirection.ToThere) { IsOn = false, Rule = FieldRule.Digits }, (await MapAsync())!.Rows[^1]);

        page.Find("[data-testid=restore]").Click();
        page.Find("[data-testid=map-Default]").Change(true);
        page.Find("[data-testid=save-map]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=map-bar]")), PageHost.Patience);
        Assert.Null(await MapAsync());
    }

    [Fact]
    public async Task MappingThatCannotWork_IsRefusedAtItsRow_AndNothingIsLost()
    {
        var page = Open();
        page.Find("[data-testid=map-Custom]").Change(true);
        page.Find("[data-testid=add-here]").Change("street");
        page.Find("[data-testid=add-there]").Change("contactNo");
        page.Find("[data-testid=add-row]").Click();
        page.Find("[data-key='street=contactNo'] [data-testid=row-on]").Change(true);

        page.Find("[data-testid=save-map]").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Feltet »", page.Find("[data-key='street=contactNo'] [data-testid=row-problem]").TextContent, StringComparison.Ordinal), PageHost.Patience);
        Assert.Null(await MapAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Product.Get<SyncSettingsEditor>().SaveAsync(
            host.Owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Organizations, new() { Map = new([new("no", "name")]) }), 0, default));
    }

    [Fact]
    public void UnknownModule_SaysSo() =>
        Assert.NotNull(host.Open<SyncMappingPage>("/settings/sync/mapping/invoices", parameters => parameters.Add(page => page.Name, "invoices")).WaitForElement("[data-testid=mapping-none]", PageHost.Patience));

    [Fact]
    public void Invoices_HaveNoMapping_AndThePageSaysWhy()
    {
        var page = host.Open<SyncMappingPage>(SyncMappingPage.Of(SyncModule.Invoices), parameters => parameters.Add(p => p.Name, "invoices"));

        Assert.Contains("Felterne er faste", page.WaitForElement("[data-testid=mapping-none]", PageHost.Patience).TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<SyncMappingPage> Open()
    {
        var page = host.Open<SyncMappingPage>(SyncMappingPage.Of(SyncModule.Organizations), parameters => parameters.Add(shown => shown.Name, "organizations"));
        page.WaitForElement("[data-testid=map]", PageHost.Patience);
        return page;
    }

    private async Task<FieldMap?> MapAsync() =>
        (await host.Product.Get<SyncSettingsEditor>().ReadAsync(host.Product.Workspace, BillySystem.SystemId, default)).Choices.Of(SyncModule.Organizations).Map;
}
