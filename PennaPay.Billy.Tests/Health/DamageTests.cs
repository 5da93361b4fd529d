using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Health;

/// <summary>A damaged database is told of, with what to do, wherever somebody looks.</summary>
public sealed class DamageTests
{
    private static readonly string[] Pages = ["/", "/sign-in", "/invoices", "/no-such-page"];

    [Fact]
    public async Task PageInTheMiddleIsSpoilt_TheProgramStarts_AndEveryPageSaysSo()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        DamagedFile.Spoil(folder.Path);

        await using var program = await RunningProgram.StartAsync(folder.Path);

        await AssertTellsAsync(program.Url);
        var lines = await program.LinesUntilAsync("is damaged");
        Assert.Contains($"The database {Path.Combine(folder.Path, "pennapay.db")} is damaged (", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseToBeUpgradedIsSpoilt_EveryPageSaysSo_AndItStaysAsItIs()
    {
        using var folder = OldInstallation.Unpack();
        DamagedFile.Spoil(folder.Path);
        var database = Path.Combine(folder.Path, "pennapay.db");
        var before = await File.ReadAllBytesAsync(database);

        await using (var program = await RunningProgram.StartAsync(folder.Path))
        {
            await AssertTellsAsync(program.Url);
            await program.LinesUntilAsync("is damaged");
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(database));
    }

    [Fact]
    public async Task FileIsNoDatabase_EveryPageSaysSo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "pennapay.db"), new string('x', 8192));

        await using var program = await RunningProgram.StartAsync(folder.Path);

        await AssertTellsAsync(program.Url);
        await program.LinesUntilAsync("is damaged");
    }

    [Fact]
    public async Task SpoiltWhileTheProgramRuns_TheRequestThatStumblesOverItSaysSo_AndNothingIsWrittenAnyMore()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
        new SqliteFile(app.DataDirectory).Run("PRAGMA wal_checkpoint(TRUNCATE);");
        await app.Services.ReleaseDatabaseAsync();
        DamagedFile.SpoilAllButTheFirstPage(app.DataDirectory);

        using (var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await AssertTellsAsync(app.Url);
        Assert.Single(app.Logs.Lines, line => line.StartsWith("Critical ", StringComparison.Ordinal));
        await Assert.ThrowsAsync<DatabaseDamagedException>(() =>
            app.Database.WriteAsync(owner, Permission.EditCompany, (_, _) => Task.CompletedTask, default));
    }

    private static async Task FillAsync(string folder)
    {
        await using var app = TestApp.Start(dataDirectory: folder);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(await app.CreateOwnerAsync(), default);
        await app.Services.ReleaseDatabaseAsync();
    }

    private static async Task AssertTellsAsync(Uri url)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };
        // The pages are looked through once, after the start; this waits for it.
        using (var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative)))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        foreach (var page in Pages)
        {
            using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal((page, HttpStatusCode.ServiceUnavailable), (page, answer.StatusCode));
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Contains("Databasen er beskadiget", html, StringComparison.Ordinal);
            Assert.Contains("»restore <sikkerhedskopi> --to <tom mappe>«", html, StringComparison.Ordinal);
            Assert.Contains("The database is damaged", html, StringComparison.Ordinal);
            Assert.Contains("“restore <backup> --to <empty folder>”", html, StringComparison.Ordinal);
            Assert.DoesNotContain("pennapay.db", html, StringComparison.Ordinal);
        }

        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
    }
}
