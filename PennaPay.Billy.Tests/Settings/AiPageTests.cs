using Bunit;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Ai;

namespace PennaPay.Billy.Tests.Settings;

/// <summary>Settings → Access for AI, by who looks and how things stand.</summary>
public sealed class AiPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public AiPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void NoKeysAndNoCalls_AreSaid_AndConfigurationsHaveAPlaceForTheKey()
    {
        var page = Open();

        Assert.Equal("Ingen AI-nøgler endnu", page.Find("[data-testid=no-keys] h2").TextContent);
        Assert.Equal("Ingen kald", page.Find("[data-testid=no-calls] h2").TextContent);
        Assert.Equal("http://localhost/mcp/billy", page.Find("[data-testid=endpoint-address]").TextContent);
        Assert.All(page.FindAll("pre"), config => Assert.Contains("Bearer INDSÆT-AI-NØGLEN", config.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NotConnected_NoKeyIsOffered_AndItIsSaidWhy()
    {
        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Owner, default);

        var page = Open();

        Assert.Empty(page.FindAll("[data-testid=new-key]"));
        Assert.Equal("/settings/billy", page.Find("[data-testid=not-connected] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Viewer_SeesKeys_AndChangesNone()
    {
        await MakeAsync("Claude");
        await host.Product.Database.WriteAsync(
            host.Product.Workspace, (db, ct) => db.Set<Membership>().ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, Role.Viewer), ct), default);

        var page = Open();

        Assert.StartsWith("Claude", page.Find("[data-testid=key]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-testid=only-owner]"));
        Assert.Empty(page.FindAll("[data-testid=new-key], [data-testid=rotate-key], [data-testid=revoke-key]"));
    }

    [Fact]
    public async Task KeyOfAConnectionThatIsGone_SaysSo()
    {
        await MakeAsync("Claude");
        var page = Open();
        Assert.Empty(page.FindAll("[data-testid=key-disconnected]"));

        await host.Product.ConnectAsync(host.Product.Billy.CreateCompany(new() { Name = "En anden ApS", RegistrationNo = "99001232" }));

        page.WaitForElement("[data-testid=key-disconnected]", PageHost.Patience);
    }

    [Fact]
    public async Task States_FollowTheClock()
    {
        var now = host.Product.Clock.GetUtcNow();
        var revoked = Guid.Empty;
        foreach (var (name, expiresAt) in new (string, DateTimeOffset?)[] { ("a", now.AddDays(90)), ("b", now.AddDays(7)), ("c", now.AddSeconds(4)), ("d", null) })
        {
            revoked = await MakeAsync(name, expiresAt);
            host.Product.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await host.Product.Get<ApiKeys>().RevokeAsync(host.Owner, revoked, default);

        var page = Open();

        Assert.Equal(
            ["Udløbet", "Udløber snart", "Aktiv", "Tilbagekaldt"],
            page.FindAll("[data-testid=key-state]").Select(state => state.QuerySelector("span:last-child")!.TextContent));
        Assert.Equal(3, page.FindAll("[data-testid=revoke-key]").Count);
    }

    [Fact]
    public async Task Calls_AreShownByFifty_WithTheirKeyAndWhatBecameOfThem()
    {
        var key = await MakeAsync("Claude");
        for (var i = 0; i < 51; i++)
        {
            await host.Product.Get<KeyCallLog>().WriteAsync(
                new()
                {
                    WorkspaceId = host.Product.Workspace, KeyId = key, At = host.Product.Clock.GetUtcNow(), Tool = $"tool_{i}",
                    Outcome = i == 50 ? FailureCodes.RateLimited : KeyCall.Ok, Rows = i, Bytes = 1, Milliseconds = 7,
                },
                default);
        }

        var page = Open();
        Assert.Equal(50, page.FindAll("[data-testid=call]").Count);
        Assert.Equal(
            ["20.11.2026 10:00", "Claude", "tool_50", "Billy beder os vente", "50", "7"],
            page.FindAll("[data-testid=call]")[0].QuerySelectorAll("td").Select(cell => (cell.QuerySelector(".pp-chip > span:last-child") ?? cell).TextContent.Trim()));

        host.Navigation.NavigateTo(page.Find("[data-testid=older-calls]").GetAttribute("href")!);
        var older = Open(host.Navigation.Uri);
        Assert.Equal("tool_0", Assert.Single(older.FindAll("[data-testid=call]")).QuerySelector("code")!.TextContent);
        Assert.Empty(older.FindAll("[data-testid=older-calls]"));
        Assert.Equal("/settings/ai#calls", older.Find("[data-testid=latest-calls]").GetAttribute("href"));
    }

    [Fact]
    public async Task Connections_AreListed_TheConnectedOneFirst()
    {
        await host.Product.ConnectAsync(host.Product.Billy.CreateCompany(new() { Name = "En anden ApS", RegistrationNo = "99001232" }));

        var rows = await host.Product.Get<ConnectionList>().AllAsync(host.Product.Workspace, default);

        Assert.Equal(("En anden ApS", true, true, true), (rows[0].AccountName, rows[0].IsSandbox, rows[0].IsConnected, rows[0].IsListed));
        Assert.Equal((2, false, false), (rows.Count, rows[1].IsConnected, rows[1].IsListed));
        Assert.Empty(await host.Product.Get<ConnectionList>().AllAsync(WorkspaceId.New(), default));
    }

    private IRenderedComponent<AiPage> Open(string address = AiView.Path)
    {
        var page = host.Open<AiPage>(address);
        page.WaitForElement("#calls", PageHost.Patience);
        return page;
    }

    private async Task<Guid> MakeAsync(string name, DateTimeOffset? expiresAt = null)
    {
        var connection = (await host.Product.Get<ConnectionList>().AllAsync(host.Product.Workspace, default))[0].Id;
        return Assert.IsType<ApiKeyResult.Made>(
            await host.Product.Get<ApiKeys>().CreateAsync(host.Owner, name, ApiKeyScopes.BillyRead, connection, expiresAt, default)).Id;
    }
}
