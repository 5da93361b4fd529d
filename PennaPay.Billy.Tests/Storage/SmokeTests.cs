using Bunit;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Tests.Support;
using Radzen;

namespace PennaPay.Billy.Tests.Storage;

public sealed class SmokeTests
{
    [Fact]
    public async Task Database_Migrated_WritesAndReads()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(test.Workspace, (db, _) =>
        {
            db.Add(new Workspace { Id = test.Workspace, Name = "A", CreatedAt = DateTimeOffset.UtcNow });
            return Task.CompletedTask;
        }, default);
        await using var read = test.Database.Read(test.Workspace);
        Assert.Equal("A", read.Set<Workspace>().Single().Name);
    }

    [Fact]
    public void Component_Renders()
    {
        using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddRadzenComponents();
        var page = context.Render<PennaPay.Billy.Web.Components.Overview.OverviewPage>();
        page.Find("h1").MarkupMatches("<h1>PennaPay</h1>");
    }
}
