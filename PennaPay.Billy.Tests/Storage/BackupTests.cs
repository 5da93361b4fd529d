using System.IO.Compression;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Storage;

/// <summary>What <c>backup</c> writes is whole, whatever the program does meanwhile, and comes back as it was.</summary>
public sealed class BackupTests : BackupCommandTests
{
    private const int Kills = 4;

    [Fact]
    public async Task TakenWhileTheProgramPushes_IsOneMoment_AndTheProgramStartsOnIt()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" });
        var owner = await app.CreateOwnerAsync();
        await ConnectAsync(app, owner);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        var queued = await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(owner, null, PushCause.Bulk, default);
        Assert.True(queued.Queued > 0);

        // As somebody beside it would: from a process of its own.
        Assert.Equal(0, (await ChildProgram.RunCommandAsync(app.DataDirectory, "backup", Backup)).ExitCode);
        await RunAsync(Place, "restore", Backup, "--to", Restored);

        // Every push that the backup knows of stands where it stood at one moment: each has its invoice, copy and history.
        var file = new SqliteFile(Restored);
        Assert.Equal([$"{queued.Queued}"], file.Rows("SELECT COUNT(*) FROM Pushes"));
        Assert.Empty(file.Rows("SELECT Id FROM Pushes WHERE State = 3 AND RemoteId IS NULL"));
        Assert.Empty(file.Rows("SELECT p.Id FROM Pushes p WHERE NOT EXISTS (SELECT 1 FROM InvoiceCopies c WHERE c.InvoiceId = p.InvoiceId)"));
        await using var again = TestApp.Start(dataDirectory: Restored);
        using var client = await again.CreateSignedInClientAsync();
        using var page = await client.GetAsync(new Uri("/invoices", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Restored_IsWhatWasBackedUp_AndSaysSinceWhenThingsMayBeMissing()
    {
        using var old = OldInstallation.Unpack();
        var before = new SqliteFile(old.Path).Everything();

        var written = await RunAsync(old.Path, "backup", Backup);
        var restored = await RunAsync(Place, "restore", Backup, "--to", Restored);

        Assert.Equal(
            $"Backup written: {Backup} ({new FileInfo(Backup).Length:N0} bytes; 22 invoices, 8 customers, 22 pushes; without the key ring).",
            written);
        Assert.StartsWith($"Restored: {Restored} as of ", restored, StringComparison.Ordinal);
        Assert.EndsWith(
            " UTC (22 invoices, 8 customers, 22 pushes; without the key ring, so put 'keys' back, or paste the access tokens anew). "
            + "Everybody signs in anew, and AI keys made before are revoked. Start the program with Storage:DataDirectory set to it.",
            restored,
            StringComparison.Ordinal);
        Assert.Equal(["pennapay.db", "restored"], Directory.GetFileSystemEntries(Restored).Select(Path.GetFileName).Order());
        Assert.Equal(before, new SqliteFile(Restored).Everything());
        var mark = MarkOf(Restored);
        var restoration = mark.TryRead()!;
        Assert.InRange(restoration.RestoredAt - restoration.BackupAt, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        mark.Clear();
        Assert.Null(mark.TryRead());
    }

    [Fact]
    public async Task KeyRing_ComesAlongWhenAsked_AndOpensTheSecrets()
    {
        await using (var app = TestApp.Start(dataDirectory: Restored + "-from"))
            await ConnectAsync(app, await app.CreateOwnerAsync());
        await RunAsync(Restored + "-from", "backup", Place, "--with-keys");

        await RunAsync(Place, "restore", Assert.Single(Directory.GetFiles(Place, "pennapay-*Z.zip")), "--to", Restored);

        await using var again = TestApp.Start(dataDirectory: Restored);
        await using var db = again.Database.Read(default);
        var workspace = (await db.Set<Workspace>().SingleAsync()).Id;
        Assert.Equal(
            ConnectionStatus.Connected,
            (await again.Services.GetRequiredService<BillyConnector>().ViewAsync(workspace, default)).Status);
    }

    [Fact]
    public async Task RowsThatAreOnlyInTheWriteAheadLog_AreInTheBackup()
    {
        using var old = OldInstallation.Unpack();
        await using var writer = new SqliteConnection($"Data Source={Path.Combine(old.Path, "pennapay.db")};Pooling=False");
        await writer.OpenAsync();
        await using (var command = writer.CreateCommand())
        {
            command.CommandText = """
                PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;
                CREATE TABLE Mine (Text TEXT); INSERT INTO Mine VALUES ('in the log');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await RunAsync(old.Path, "backup", Backup);
        await RunAsync(Place, "restore", Backup, "--to", Restored);

        Assert.Equal(["in the log"], new SqliteFile(Restored).Rows("SELECT Text FROM Mine"));
        using var archive = ZipFile.OpenRead(Backup);
        Assert.Equal(["manifest.json", "pennapay.db"], archive.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task BackupOfARestoredDatabase_StillSaysSinceWhenThingsMayBeMissing()
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup);
        await RunAsync(Place, "restore", Backup, "--to", Restored);
        var second = Path.Combine(Place, "second.zip");

        await RunAsync(Restored, "backup", second);
        await RunAsync(Place, "restore", second, "--to", Restored + "-again");

        Assert.Equal(MarkOf(Restored).TryRead()!.BackupAt, MarkOf(Restored + "-again").TryRead()!.BackupAt);
    }

    [Fact]
    public async Task FilesAreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var old = OldInstallation.Unpack();

        await RunAsync(old.Path, "backup", Backup, "--with-keys");
        await RunAsync(Place, "restore", Backup, "--to", Restored);

        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var file in (string[])[Backup, .. Directory.GetFiles(Restored, "*", SearchOption.AllDirectories)])
            Assert.Equal((file, own), (file, File.GetUnixFileMode(file)));
        foreach (var folder in (string[])[Restored, Path.Combine(Restored, "keys")])
            Assert.Equal((folder, own | UnixFileMode.UserExecute), (folder, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task Backup_NeverTakesThePlaceOfAnother_AndLeavesNothingWhereItFails()
    {
        using var old = OldInstallation.Unpack();
        await File.WriteAllTextAsync(Backup, "mine");

        Assert.Equal(
            (1, $"There is a file '{Backup}' already. Name another; a backup never takes the place of another one."),
            await RefusedAsync(old.Path, "backup", Backup));
        Assert.Equal(
            (1, $"There is no folder '{Restored}'. Make it, or name another folder or a file that ends in '.zip'."),
            await RefusedAsync(old.Path, "backup", Restored));
        Assert.Equal(
            (1, $"There is no database '{Path.Combine(Place, "pennapay.db")}'. Name the data folder that the program uses as Storage:DataDirectory."),
            await RefusedAsync(Place, "backup", Place));
        Assert.Equal([Backup], Directory.GetFileSystemEntries(Place));
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_IsRefused()
    {
        using var old = OldInstallation.Unpack();
        DamagedFile.Spoil(old.Path);

        var (exitCode, sentence) = await RefusedAsync(old.Path, "backup", Backup);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The database '{Path.Combine(old.Path, "pennapay.db")}' is damaged (", sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }

    [Fact]
    public async Task BackupKilledAtAnyMoment_LeavesNoArchive_OrAWholeOne()
    {
        using var old = OldInstallation.Unpack();
        for (var kill = 0; kill < Kills; kill++)
        {
            File.Delete(Backup);
            using var process = ChildProgram.StartCommand(old.Path, "backup", Backup);
            // A kill has no condition to wait for: it comes when it comes.
            await Task.Delay(TimeSpan.FromMilliseconds(100 + (kill * 900 / Kills)));
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            if (File.Exists(Backup))
                await RunAsync(Place, "restore", Backup, "--to", $"{Restored}-{kill}");
        }
    }

    [Fact]
    public async Task UnknownCommand_SaysWhichThereAre()
    {
        var (exitCode, output, errors) = await ChildProgram.RunCommandAsync(Place, "bakcup", Place);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("There is no command 'bakcup'.", errors, StringComparison.Ordinal);
        Assert.Contains("backup <folder or file.zip> [--with-keys]", errors, StringComparison.Ordinal);
    }

    private static async Task ConnectAsync(TestApp app, Actor owner) =>
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));

    private static RestoredMark MarkOf(string folder) => new(Options.Create(new StorageOptions { DataDirectory = folder }));
}
