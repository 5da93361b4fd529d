using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>Whatever moment a start was killed at, the next one comes up, with everything that was there.</summary>
public sealed class InterruptedStartTests : IDisposable
{
    // .ci/run asks for some, and tools/kill-starts for hundreds.
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("START_KILLS") ?? "1", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LockThatAKilledStartLeftBehind_KeepsNobodyWaiting()
    {
        await TemplateDatabase.CopyToAsync(folder.Path);
        var file = new SqliteFile(folder.Path);
        file.Run("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-20 12:00:00');
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = (SELECT MAX("MigrationId") FROM "__EFMigrationsHistory");
            """);
        // What the last migration made is in the way of making it again; this start fails, but it does not hang.
        await Assert.ThrowsAnyAsync<DbException>(() => MigrateAsync().WaitAsync(TimeSpan.FromMinutes(1)));

        await TemplateDatabase.CopyToAsync(folder.Path);
        file.Run("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-20 12:00:00');
            """);
        await MigrateAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task StartWithNothingToMigrate_TakesNoLock()
    {
        await TemplateDatabase.CopyToAsync(folder.Path);
        new SqliteFile(folder.Path).Run("""DROP TABLE IF EXISTS "__EFMigrationsLock" """);

        await MigrateAsync();

        Assert.Empty(new SqliteFile(folder.Path).Rows("SELECT name FROM sqlite_master WHERE name = '__EFMigrationsLock'"));
    }

    [Theory]
    [InlineData(".upgrading")]
    [InlineData(".upgraded")]
    public async Task WhatAnInterruptedUpgradeLeftBeside_IsNotTakenForTheDatabase(string end)
    {
        await using var old = await OldInstallation.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(old.DataDirectory, "pennapay.db" + end), "half a database");
        var invoices = old.Rows("SELECT COUNT(*) FROM Invoices");

        await old.UpgradeAsync();

        Assert.Equal(invoices, old.Rows("SELECT COUNT(*) FROM Invoices"));
        Assert.Empty(Directory.GetFiles(old.DataDirectory, "*" + end + "*"));
    }

    [Fact]
    public async Task KilledBetweenPuttingAsideAndPuttingInPlace_TheNewOneIsTaken()
    {
        await TemplateDatabase.CopyToAsync(folder.Path);
        var database = Path.Combine(folder.Path, "pennapay.db");
        new SqliteFile(folder.Path).Run("CREATE TABLE Mine (Text TEXT); INSERT INTO Mine VALUES ('kept')");
        File.Move(database, database + ".upgraded");

        await MigrateAsync();

        Assert.Equal(["kept"], new SqliteFile(folder.Path).Rows("SELECT Text FROM Mine"));
    }

    [SlowFact]
    public async Task FirstStart_KilledAtAnyMoment_TheNextComesUp()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            using var own = new TemporaryFolder();
            await KillAsync(own.Path, kill);
            await using var program = await RunningProgram.StartAsync(own.Path);
            using var http = new HttpClient();
            Assert.Equal("Healthy", await http.GetStringAsync(new Uri(program.Url, "/health/ready")));
        }
    }

    [SlowFact]
    public async Task LaterStarts_KilledAtAnyMoment_TheLastComesUp()
    {
        await (await RunningProgram.StartAsync(folder.Path)).DisposeAsync();
        for (var kill = 0; kill < Kills; kill++)
            await KillAsync(folder.Path, kill);

        await using var program = await RunningProgram.StartAsync(folder.Path);
    }

    /// <summary>Starts the program and kills it, at a moment of its own for each number.</summary>
    private static async Task KillAsync(string dataDirectory, int number)
    {
        using var process = ChildProgram.Start("Development", ("Storage:DataDirectory", dataDirectory));
        var output = process.StandardOutput.ReadToEndAsync();
        // A kill has no condition to wait for: it comes when it comes.
        await Task.Delay(TimeSpan.FromMilliseconds(150 + (number * 2500 / Kills)));
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await output;
    }

    private async Task MigrateAsync()
    {
        await using var services = PushHost.Build(folder.Path, new Uri("http://127.0.0.1:9"), new TestClock());
        await services.GetRequiredService<DatabaseMigration>().RunAsync(default);
    }
}
