using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

public sealed class WorkspaceScopeTests
{
    // A page that is well says nothing of its own.
    private static readonly Dictionary<string, string?> ChattyPages = new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug" };

    [Fact]
    public async Task RequestOfSomebodySignedIn_IsLoggedWithTheWorkspace_AndWithNoName()
    {
        using var logs = new LogCollector();
        await using var app = TestApp.Start(ChattyPages);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        var owner = await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        logs.Clear();

        await client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains(logs.Written, line => line.Scopes.Contains($"workspace {owner.Workspace}"));
        Assert.All(
            logs.Written.Where(line => line.Ids.ContainsKey("Workspace")), line => Assert.Equal($"{owner.Workspace}", line.Ids["Workspace"]));
        Assert.DoesNotContain(logs.Written.SelectMany(line => line.Scopes), scope => scope.Contains(TestApp.Email, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task RequestOfNobody_HasNoWorkspace()
    {
        using var logs = new LogCollector();
        await using var app = TestApp.Start(ChattyPages);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();

        await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.NotEmpty(logs.Written);
        Assert.DoesNotContain(logs.Written, line => line.Ids.ContainsKey("Workspace"));
    }
}
