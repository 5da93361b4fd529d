using Bunit;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Core.Systems.Pennylane;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections.Sources;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>The card by which an owner lets a source's invoices go on.</summary>
public sealed class PassOnCardTests : IAsyncLifetime
{
    private PageHost host = null!;
    private Guid source;

    public PassOnCardTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => await StartAsync(connected: true, Role.Owner);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task NothingIsChosenByItself_AndWithoutChoicesItStaysOff()
    {
        var card = Show();
        Assert.Empty(card.FindAll("[data-testid^=pass-on-number-]"));

        await card.InvokeAsync(() => card.Find("[data-testid=pass-on-switch]").ChangeAsync(true));
        Assert.All(card.FindAll("input[type=radio]"), radio => Assert.False(radio.HasAttribute("checked")));
        await card.InvokeAsync(() => card.Find("form").SubmitAsync());

        Assert.Equal("Vælg, hvilket nummer kladderne får.", card.Find("[data-testid=pass-on-number-error]").TextContent);
        Assert.Contains("Vælg, hvordan salget bogføres.", card.Markup, StringComparison.Ordinal);
        Assert.Equal("false", card.Find("[data-testid=pass-on]").GetAttribute("data-on"));
        Assert.Null(await StoredAsync());
    }

    [Fact]
    public async Task Chosen_IsStored_AndSwitchedOffAgain()
    {
        var card = Show();
        await card.InvokeAsync(() => card.Find("[data-testid=pass-on-switch]").ChangeAsync(true));
        await card.InvokeAsync(() => card.Find("[data-testid=pass-on-number-Reference]").ChangeAsync("Reference"));
        card.Choose("[data-testid=pass-on-vat]", "Alt er ydelser til EU");
        card.WaitForAssertion(() => Assert.Contains("Fransk moms bliver en del", card.Find("[data-testid=pass-on-vat-hint]").TextContent, StringComparison.Ordinal), PageHost.Patience);
        await card.InvokeAsync(() => card.Find("form").SubmitAsync());

        await host.EventuallyAsync(() => Assert.Equal("true", card.Find("[data-testid=pass-on]").GetAttribute("data-on")));
        Assert.Equal((true, new SourcedTerms(NumberUse.Reference, SourcedVat.EuServices)), ((await StoredAsync())!.IsOn, SourcedTerms.Read((await StoredAsync())!.Choices)));

        await card.InvokeAsync(() => card.Find("[data-testid=pass-on-switch]").ChangeAsync(false));
        await card.InvokeAsync(() => card.Find("form").SubmitAsync());
        await host.EventuallyAsync(() => Assert.Equal("false", card.Find("[data-testid=pass-on]").GetAttribute("data-on")));
        Assert.False((await StoredAsync())!.IsOn);
    }

    [Fact]
    public async Task WithoutBilly_SaysSo()
    {
        await host.DisposeAsync();
        await StartAsync(connected: false, Role.Owner);
        var card = Show();
        Assert.Contains("Forbind Billy først", card.Find("[data-testid=pass-on-nowhere]").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("form"));
    }

    [Fact]
    public async Task WhoMayNotManage_SeesHowItIs_AndNoForm()
    {
        await host.DisposeAsync();
        await StartAsync(connected: true, Role.Member);
        var card = Show(mayManage: false);
        Assert.Contains("Slået fra", card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("form"));
    }

    private async Task StartAsync(bool connected, Role role)
    {
        host = await PageHost.StartAsync(connected, role: role);
        source = Guid.CreateVersion7();
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            db.Add(new Connection { Id = source, System = PennylaneSystem.SystemId, AccountId = "7", AccountName = "Essai SARL", UsesSandbox = true, Secret = "secret" });
            return Task.CompletedTask;
        }, default);
    }

    private IRenderedComponent<PassOnCard> Show(bool mayManage = true)
    {
        var card = host.Browser.Render<PassOnCard>(parameters => parameters.Add(c => c.Source, source).Add(c => c.MayManage, mayManage));
        card.WaitForElement(".pp-chip, [data-testid=pass-on-nowhere]", PageHost.Patience);
        return card;
    }

    private async Task<SourcePush?> StoredAsync() =>
        await host.Product.Get<SourcePushes>().FindAsync(host.Product.Workspace, source, host.Product.Queue.Connection, default);
}
