using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Storage;

/// <summary><c>restore</c> brings back what was backed up and nothing else, and refuses with a sentence what is not whole.</summary>
public sealed class RestoreTests : BackupCommandTests
{
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

        await RunAsync(Place, "restore", Backup, "--to", Restored);

        await using var again = TestApp.Start(dataDirectory: Restored);
        using var answer = await thief.GetAsync(new Uri(again.Url, "/invoices"));
        Assert.StartsWith("/sign-in", again.LocationOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfTheBackup_IsRevoked()
    {
        ApiKeyResult.Made key;
        await using (var app = TestApp.Start(dataDirectory: Restored + "-from"))
        {
            var owner = await app.CreateOwnerAsync();
            key = Assert.IsType<ApiKeyResult.Made>(await app.Services.GetRequiredService<ApiKeys>().CreateAsync(
                owner, "Claude", ApiKeyScopes.BillyRead, Guid.NewGuid(), null, default));
            Assert.IsType<ApiKeyAnswer.Valid>(await app.Services.GetRequiredService<ApiKeyCheck>().CheckAsync(key.Secret.Reveal(), default));
            await RunAsync(app.DataDirectory, "backup", Backup, "--with-keys");
        }

        await RunAsync(Place, "restore", Backup, "--to", Restored);

        await using var again = TestApp.Start(dataDirectory: Restored);
        Assert.IsType<ApiKeyAnswer.Revoked>(await again.Services.GetRequiredService<ApiKeyCheck>().CheckAsync(key.Secret.Reveal(), default));
    }

    [Fact]
    public async Task Restore_IntoAFolderThatIsNotEmpty_IsRefused()
    {
        using var old = OldInstallation.Unpack();
        await RunAsync(old.Path, "backup", Backup);
        var before = new SqliteFile(old.Path).Everything();

        Assert.Equal(
            (1, $"'{old.Path}' is not an empty folder. Name one that is empty or not there; nothing is ever overwritten."),
            await RefusedAsync(Place, "restore", Backup, "--to", old.Path));
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

        Assert.Equal((1, $"'{Backup}' is no sound backup: {why}. Take another one."), await RefusedAsync(Place, "restore", Backup, "--to", Restored));
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

        var (exitCode, sentence) = await RefusedAsync(Place, "restore", Backup, "--to", Restored);

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

    private static void NameNothing(byte[] manifest)
    {
        var text = Encoding.UTF8.GetString(manifest);
        var (from, to) = (text.IndexOf('{', text.IndexOf("\"files\"", StringComparison.Ordinal)), text.IndexOf('}', StringComparison.Ordinal));
        manifest.AsSpan(from..(to + 1)).Fill((byte)' ');
        "null"u8.CopyTo(manifest.AsSpan(from));
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
