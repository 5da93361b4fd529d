using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Health;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Layout;

namespace PennaPay.Billy.Tests.Components;

/// <summary>Who is told why the program is not ready.</summary>
public sealed class HealthNoticesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Owner_SeesItWhenItComes_AndNoMoreWhenItIsMended()
    {
        PageHost.Speak("da-DK");
        var notices = host.Browser.Render<HealthNotices>();
        Assert.Empty(notices.FindAll("[data-testid=failure]"));

        await LoseKeysAsync();
        notices.WaitForAssertion(() => Assert.Equal("encryption_key_missing", notices.Find("[data-testid=failure]").GetAttribute("data-code")));

        await host.Product.ConnectAsync(host.Product.Token);
        await LookAsync();
        notices.WaitForAssertion(() => Assert.Empty(notices.FindAll("[data-testid=failure]")));
    }

    [Fact]
    public async Task Viewer_SeesNothing()
    {
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, ct) =>
            db.Set<Membership>().ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Viewer), ct), default);
        await LoseKeysAsync();

        Assert.Empty(host.Browser.Render<HealthNotices>().FindAll("[data-testid=failure]"));
    }

    [Fact]
    public void DatabaseIsDamaged_OpenPagesAreLoadedAnew()
    {
        var notices = host.Browser.Render<HealthNotices>();

        host.Product.Get<DatabaseDamage>().Notice(new DatabaseDamagedException());

        notices.WaitForState(() => Assert.IsType<BunitNavigationManager>(host.Navigation).History.Any(step => step.Options.ForceLoad));
    }

    /// <summary>What the key ring closed can be opened no more: neither its own words nor the connection's secret.</summary>
    private async Task LoseKeysAsync()
    {
        await LookAsync();
        await File.WriteAllTextAsync(Path.Combine(host.Product.DataDirectory, "canary"), "of another key ring");
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, ct) =>
            db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Secret, "2:AAAA"), ct), default);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        host.Product.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Product.Get<ProgramHealth>().IsReadyAsync(default);
    }
}
