using System.Net;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Program_Started_IsLiveAndReady()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
    }

    [Fact]
    public async Task Database_LacksAMigration_IsLiveButNotReady()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        await app.Database.WriteAsync(default, (database, ct) =>
            database.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory", ct), default);

        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
    }

    [Fact]
    public void Production_WithoutHostNames_RefusesToStartAndSaysWhy()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => TestApp.Start(environment: "Production"));
        Assert.Equal(["AllowedHosts: name the host names that this program answers to, such as 'billy.example.dk'."], refusal.Problems);
    }

    [Fact]
    public void DataDirectory_IsAFile_RefusesToStartAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        File.WriteAllText(file, "");
        var refusal = Assert.ThrowsAny<Exception>(() => TestApp.Start(dataDirectory: file));
        Assert.Contains($"the folder '{file}' cannot be written to", refusal.ToString(), StringComparison.Ordinal);
    }
}
