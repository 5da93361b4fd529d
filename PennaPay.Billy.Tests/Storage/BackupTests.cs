using System.IO.Compression;
using System.Net;
using System.Text;
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
using PennaPay.Billy.Web.Commands;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Storage;

/// <summary>What <c>backup</c> writes is whole, whatever the program does meanwhile, and <c>restore</c> brings back nothing else.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Kills = 4;

    private readonly TemporaryFolder place = new();

    private string Backup => Path.Combine(place.Path, "backup.zip");

    private string Restored => Path.Combine(place.Path, "restored");

    public void Dispose() => place.Dispose();

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
        await RunAsync(place.Path, "restore", Backup, "--to", Restored);

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
        var restored = await RunAsync(place.Path, "restore", Backup, "--to", Restored);

        Assert.Equal(
            $"Backup written: {Backup} ({new FileInfo(Backup).Length:N0} bytes; 22 invoices, 8 customers, 22 pushes; without the key ring).",
            written);
        Assert.StartsWith($"Restored: {Restored} as of ", restored, StringComparison.Ordinal);
        Assert.EndsWith(
            " UTC (22 invoices, 8 customers, 22 pushes; without the key ring, so put 'keys' back, or paste the access tokens anew). "
            + "Start the program with Storage:DataDirectory set to it.",
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
        await RunAsync(Restored + "-from", "backup", place.Path, "--with-keys");

        await RunAsync(place.Path, "restore", Assert.Single(Directory.GetFiles(place.Path, "pennapay-*Z.zip")), "--to", Restored);

        await using var again = TestApp.Start(dataDirectory: Restored);
        await using var db = again.Database.Read(default);
        var workspace = (await db.Set<Workspace>().SingleAsync()).Id;
        Assert.Equal(
            ConnectionStatus.Connected,
            (await again.Services.GetRequiredService<BillyConnector>().ViewAsync(workspace, default)).Status);
    }

    [Fact]
    public async Task SessionThatWasEndedAfterTheBackup_DoesNotOpenAgain()
    {
        using var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        await using (var app = TestApp.Start(dataDirectory: Restored + "-from"))
        {
            await app.CreateOwnerAsync();
            using var client = app.CreateClient();
            using var signedIn = await TestApp.SignInAsync(client);
            thief.DefaultRequestHeaders.Add("Cookie", string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
            await RunAsync(app.DataDirectory, "backup", Backup, "--with-keys");
            using var open = await thief.GetAsync(new Uri(app.Url, "/invoices"));
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }

        await RunAsync(place.Path, "restore", Backup, "--to", Restored);

        await using var again = TestApp.Start(dataDirectory: Restored);
        using var answer = await thief.GetAsync(new Uri(again.Url, "/invoices"));
        Assert.StartsWith("/sign-in", again.LocationOf(answer), StringComparison.Ordinal);
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
        await RunAsync(place.Path, "restore", Backup, "--to", Restored);

        Assert.Equal(["in the log"], new SqliteFile(Restored).Rows("SELECT Text FROM Mine"));
        using var archive = ZipFile.OpenRead(Backup);
        Assert.Equal(["manifest.json", "pennapay.db"], archive.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task BackupOfARestoredDatabase_StillSaysSinceWhenThingsMayBeMissing()
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup);
        await RunAsync(place.Path, "restore", Backup, "--to", Restored);
        var second = Path.Combine(place.Path, "second.zip");

        await RunAsync(Restored, "backup", second);
        await RunAsync(place.Path, "restore", second, "--to", Restored + "-again");

        Assert.Equal(MarkOf(Restored).TryRead()!.BackupAt, MarkOf(Restored + "-again").TryRead()!.BackupAt);
    }

    [Fact]
    public async Task FilesAreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var old = OldInstallation.Unpack();

        await RunAsync(old.Path, "backup", Backup, "--with-keys");
        await RunAsync(place.Path, "restore", Backup, "--to", Restored);

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
            (1, $"There is no database '{Path.Combine(place.Path, "pennapay.db")}'. Name the data folder that the program uses as Storage:DataDirectory."),
            await RefusedAsync(place.Path, "backup", place.Path));
        Assert.Equal([Backup], Directory.GetFileSystemEntries(place.Path));
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_IsRefused()
    {
        using var old = OldInstallation.Unpack();
        DamagedFile.Spoil(old.Path);

        var (exitCode, sentence) = await RefusedAsync(old.Path, "backup", Backup);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The database '{Path.Combine(old.Path, "pennapay.db")}' is damaged (", sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(place.Path));
    }

    [Fact]
    public async Task Restore_IntoAFolderThatIsNotEmpty_IsRefused()
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup);
        var before = new SqliteFile(old.Path).Everything();

        Assert.Equal(
            (1, $"'{old.Path}' is not an empty folder. Name one that is empty or not there; nothing is ever overwritten."),
            await RefusedAsync(place.Path, "restore", Backup, "--to", old.Path));
        Assert.Equal(before, new SqliteFile(old.Path).Everything());
    }

    [Theory]
    [InlineData("tampered", "'pennapay.db' in it is not what was backed up")]
    [InlineData("no manifest", "it has no 'manifest.json' that can be read")]
    [InlineData("no database", "'pennapay.db' is missing in it")]
    [InlineData("cut off", "it is no archive, or was cut off")]
    [InlineData("no name", "its 'manifest.json' names other files than a backup has")]
    public async Task Restore_OfWhatIsNotWhole_IsRefused_AndLeavesNothing(string spoilt, string why)
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup);
        switch (spoilt)
        {
            case "tampered":
                Change("pennapay.db", bytes => bytes[^1] ^= 1);
                break;
            case "no manifest":
                Change("manifest.json", null);
                break;
            case "no name":
                Change("manifest.json", NameNothing);
                break;
            case "no database":
                Change("pennapay.db", null);
                break;
            default:
                await File.WriteAllBytesAsync(Backup, (await File.ReadAllBytesAsync(Backup))[..^100]);
                break;
        }

        Assert.Equal((1, $"'{Backup}' is no sound backup: {why}. Take another one."), await RefusedAsync(place.Path, "restore", Backup, "--to", Restored));
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task Restore_ThatFailsInItsLastMove_LeavesNothingOfItsOwn()
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup, "--with-keys");
        var inTheWay = Path.Combine(Restored, "pennapay.db");

        // The time is asked for when all is taken out and checked.
        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() =>
            new BackupRestorer(new Meddler(() => File.WriteAllText(inTheWay, "mine"))).RestoreAsync(Backup, Restored, default));

        Assert.StartsWith($"The backup could not be restored into '{Restored}': ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([inTheWay], Directory.GetFileSystemEntries(Restored));
        Assert.Equal("mine", await File.ReadAllTextAsync(inTheWay));
    }

    [Fact]
    public async Task Restore_OfANewerSchema_IsRefused()
    {
        using var old = OldInstallation.Unpack();
        new SqliteFile(old.Path).Run("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '10.0.0')""");
        await RunAsync(old.Path, "backup", Backup);

        var (exitCode, sentence) = await RefusedAsync(place.Path, "restore", Backup, "--to", Restored);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"'{Backup}' was taken by a newer version of the program (", sentence, StringComparison.Ordinal);
        Assert.EndsWith("schema 29990101000000_Later). Restore it with that version or a later one.", sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task Start_WhereARestorationDidNotEnd_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(Restored, "restoring"));

        var (exitCode, sentence) = await ChildProgram.RunToEndAsync("Development", ("Storage:DataDirectory", Restored));

        Assert.Equal(
            (1, $"Storage:DataDirectory: a backup was being restored into the folder '{Restored}', and that did not end. Empty the folder and restore again."),
            (exitCode, sentence));
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
                await RunAsync(place.Path, "restore", Backup, "--to", $"{Restored}-{kill}");
        }
    }

    [Fact]
    public async Task UnknownCommand_SaysWhichThereAre()
    {
        var (exitCode, output, errors) = await ChildProgram.RunCommandAsync(place.Path, "bakcup", place.Path);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("There is no command 'bakcup'.", errors, StringComparison.Ordinal);
        Assert.Contains("backup <folder or file.zip> [--with-keys]", errors, StringComparison.Ordinal);
    }

    private static async Task ConnectAsync(TestApp app, Actor owner) =>
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));

    private static void NameNothing(byte[] manifest)
    {
        var text = Encoding.UTF8.GetString(manifest);
        var (from, to) = (text.IndexOf('{', text.IndexOf("\"files\"", StringComparison.Ordinal)), text.IndexOf('}', StringComparison.Ordinal));
        manifest.AsSpan(from..(to + 1)).Fill((byte)' ');
        "null"u8.CopyTo(manifest.AsSpan(from));
    }

    private static RestoredMark MarkOf(string folder) => new(Options.Create(new StorageOptions { DataDirectory = folder }));

    private static async Task<(int ExitCode, string Output, string Errors)> CallAsync(string dataDirectory, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await CommandLine.RunAsync([.. arguments, $"--Storage:DataDirectory={dataDirectory}"], output, errors);
        return (exitCode, $"{output}".Trim(), $"{errors}".Trim());
    }

    private static async Task<string> RunAsync(string dataDirectory, params string[] arguments)
    {
        var (exitCode, output, errors) = await CallAsync(dataDirectory, arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        return output;
    }

    private static async Task<(int ExitCode, string Sentence)> RefusedAsync(string dataDirectory, params string[] arguments)
    {
        var (exitCode, output, errors) = await CallAsync(dataDirectory, arguments);
        Assert.Equal("", output);
        return (exitCode, errors);
    }

    /// <summary>Changes a file in the backup, or takes it out.</summary>
    private void Change(string name, Action<byte[]>? change)
    {
        using var archive = ZipFile.Open(Backup, ZipArchiveMode.Update);
        var entry = archive.GetEntry(name)!;
        using var content = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(content);
        entry.Delete();
        if (change is null)
            return;
        var bytes = content.ToArray();
        change(bytes);
        using var changed = archive.CreateEntry(name).Open();
        changed.Write(bytes);
    }

    /// <summary>Does something whenever somebody asks for the time.</summary>
    private sealed class Meddler(Action meddle) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            meddle();
            return base.GetUtcNow();
        }
    }
}
