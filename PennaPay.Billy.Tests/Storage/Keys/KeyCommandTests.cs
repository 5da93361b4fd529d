using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Storage.Keys;

/// <summary>What <c>keys</c> makes, takes the place of and brings back.</summary>
public sealed partial class KeyCommandTests : IDisposable
{
    private readonly KeyInstallation place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Create_MakesAMasterKeyThatOnlyItsOwnerReads_AndRecoverWritesItAnew()
    {
        var said = await place.DoAsync("keys", "create", place.MasterKeyFile);
        var created = await File.ReadAllTextAsync(place.MasterKeyFile);
        Assert.NotNull(MasterKey.TryParse(created));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.MasterKeyFile));
        Assert.Equal((1, $"There is a file '{place.MasterKeyFile}' already."), Begin(await place.RunAsync("", "keys", "create", place.MasterKeyFile)));
        Assert.Equal(created, await File.ReadAllTextAsync(place.MasterKeyFile));
        File.Delete(place.MasterKeyFile);

        var typed = RecoveryKeyIn(said).ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.Equal(
            (1, "Type the recovery key:\nThat is no recovery key: it has eight groups of four letters."), Begin(await place.RunAsync(typed[1..], "keys", "recover", place.MasterKeyFile)));
        Assert.Equal(
            (1, $"Type the recovery key:\nThat recovery key opens no copy in '{place.Data}'."),
            Begin(await place.RunAsync(RecoveryKey.Create().Encode(), "keys", "recover", place.MasterKeyFile)));
        Assert.False(File.Exists(place.MasterKeyFile));
        Assert.Equal(0, (await place.RunAsync(typed, "keys", "recover", place.MasterKeyFile)).ExitCode);
        Assert.Equal(created, await File.ReadAllTextAsync(place.MasterKeyFile));
        Assert.Empty(KeyInstallation.Holding(place.Data, [System.Text.Encoding.ASCII.GetBytes(created.Trim())]));
    }

    [Fact]
    public async Task Create_InTheDataFolder_OrForARingThatHasOne_IsRefused()
    {
        var inside = Path.Combine(place.Data, "master-key");
        Assert.Equal((1, $"'{inside}' lies in the data folder, beside what it opens."), Begin(await place.RunAsync("", "keys", "create", inside)));
        Assert.False(File.Exists(inside));

        place.WriteMasterKey();
        await place.PrepareAsync();
        var (exitCode, said) = await place.RunAsync("", "keys", "create", place.Beside("second"));
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The keys in '{place.Ring}' are wrapped by the master key ", said, StringComparison.Ordinal);
        Assert.False(File.Exists(place.Beside("second")));
    }

    [Fact]
    public async Task Escrow_MakesTheRecoveryKeyBeforeWorthless()
    {
        var first = RecoveryKeyIn(await place.DoAsync("keys", "create", place.MasterKeyFile));
        var second = RecoveryKeyIn(await place.DoAsync("keys", "escrow"));

        Assert.Equal(1, (await place.RunAsync(first, "keys", "recover", place.Beside("again"))).ExitCode);
        Assert.Equal(0, (await place.RunAsync(second, "keys", "recover", place.Beside("again"))).ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(place.MasterKeyFile), await File.ReadAllTextAsync(place.Beside("again")));
    }

    [Fact]
    public async Task Rotate_WhileTheProgramRuns_LeavesNoSecretUnderAnOlderKey()
    {
        place.WriteMasterKey();
        var (owner, _) = await place.PrepareAsync();
        await using var app = place.Start();
        var renewal = app.Services.GetRequiredService<SecretRenewal>();
        Assert.Equal(new(1, 0, 0), await renewal.CountAsync(default));

        var said = await place.DoAsync("keys", "rotate");

        Assert.Contains(" 0 access tokens are under the newest key, 1 under older ones. The running program encrypts those anew", said, StringComparison.Ordinal);
        app.Services.GetRequiredService<KeyRing>().Look();
        // Data Protection reads the ring again beside whoever asks.
        await Until.TrueAsync(async () => await renewal.CountAsync(default) == new SecretAges(0, 1, 0));
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
        place.Clock.Advance(TimeSpan.FromMinutes(1));
        await Until.TrueAsync(async () => await renewal.CountAsync(default) == new SecretAges(1, 0, 0));
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
        Assert.EndsWith(" 1 access tokens are under the newest key, 0 under older ones.", await place.DoAsync("keys", "status"), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(place.Ring).Length);
    }

    [Fact]
    public async Task Rotate_WhileNothingRuns_DoesAllOfItAtOnce_AlsoWhatWasInterrupted()
    {
        place.WriteMasterKey();
        var (owner, _) = await place.PrepareAsync();
        var second = await AddAsync(owner);

        Assert.EndsWith(" 2 access tokens are under the newest key, 0 under older ones.", await place.DoAsync("keys", "rotate"), StringComparison.Ordinal);

        await using var app = place.Start();
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
        var vault = app.Services.GetRequiredService<SecretVault>();
        await using var db = app.Database.Read(owner.Workspace);
        Assert.Equal("another secret"u8.ToArray(), vault.Unprotect(owner.Workspace, second, (await db.Set<Connection>().SingleAsync(c => c.Id == second)).Secret!));
    }

    [Fact]
    public async Task RotateMaster_TheOldOneOpensNothingAnyMore_AndTheNewOneDoes()
    {
        await place.DoAsync("keys", "create", place.MasterKeyFile);
        var (owner, _) = await place.PrepareAsync();
        var fresh = place.Beside("fresh");

        var said = await place.DoAsync("keys", "rotate", "--master", fresh);

        Assert.Equal(1, (await place.RunAsync("", "keys", "status")).ExitCode);
        Assert.Equal(0, (await place.RunAsync("", "keys", "status", $"--Storage:MasterKeyFile={fresh}")).ExitCode);
        Assert.Single(Directory.GetFiles(place.Data, "*.escrow"));
        File.Delete(fresh);
        Assert.Equal(0, (await place.RunAsync(RecoveryKeyIn(said), "keys", "recover", fresh)).ExitCode);
        File.Move(fresh, place.MasterKeyFile, overwrite: true);
        await using var app = place.Start();
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
    }

    [Fact]
    public async Task RotateMaster_Interrupted_GoesOnWhereItWas()
    {
        await place.DoAsync("keys", "create", place.MasterKeyFile);
        var (owner, _) = await place.PrepareAsync();
        await place.DoAsync("keys", "rotate");
        var (before, fresh) = (MasterKey.TryParse(await File.ReadAllTextAsync(place.MasterKeyFile))!, MasterKey.Create());
        await File.WriteAllTextAsync(place.Beside("fresh"), fresh.Encode());
        Assert.True(new KeyFile(Directory.GetFiles(place.Ring)[0]).Wrap(fresh, before));
        var (refused, why) = await place.RunAsync("", "keys", "status");
        Assert.Equal(1, refused);
        Assert.Contains("Where 'keys rotate --master' was interrupted, run it again.", why, StringComparison.Ordinal);

        await place.DoAsync("keys", "rotate", "--master", place.Beside("fresh"));

        File.Move(place.Beside("fresh"), place.MasterKeyFile, overwrite: true);
        await using var app = place.Start();
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
    }

    [Fact]
    public async Task RotateMaster_WhileTheProgramRuns_IsRefused()
    {
        place.WriteMasterKey();
        await place.PrepareAsync();
        await using var app = place.Start();

        var (exitCode, said) = await place.RunAsync("", "keys", "rotate", "--master", place.Beside("fresh"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The folder '{place.Data}' is in use by ", said, StringComparison.Ordinal);
        Assert.False(File.Exists(place.Beside("fresh")));
    }

    [Fact]
    public async Task Backup_BringsTheWrappedRingAlong_AndWhatRecoversItsMasterKey()
    {
        var recovery = RecoveryKeyIn(await place.DoAsync("keys", "create", place.MasterKeyFile));
        var (owner, token) = await place.PrepareAsync();
        IReadOnlyList<byte[]> secrets;
        await using (var app = place.Start())
            secrets = [.. KeyInstallation.SecretsOf(app), System.Text.Encoding.UTF8.GetBytes(token)];
        Assert.Contains("which only the master key opens", await place.DoAsync("backup", place.Beside("backup.zip")), StringComparison.Ordinal);
        Directory.Delete(place.Data, recursive: true);
        File.Delete(place.MasterKeyFile);

        var (exitCode, said) = await place.RunAsync("", "restore", place.Beside("backup.zip"), "--to", place.Data);
        Assert.True(exitCode == 0, said);
        await using (var archive = await ZipFile.OpenReadAsync(place.Beside("backup.zip")))
            await archive.ExtractToDirectoryAsync(place.Beside("unpacked"));
        Assert.Empty(KeyInstallation.Holding(place.Beside("unpacked"), secrets));
        Assert.Equal(0, (await place.RunAsync(recovery, "keys", "recover", place.MasterKeyFile)).ExitCode);

        await using var again = place.Start();
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(again, owner));
        Assert.True(await KeyInstallation.IsReadyAsync(again));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("keys", "create")]
    [InlineData("keys", "recover")]
    [InlineData("keys", "rotat")]
    [InlineData("keys", "rotate", "--master")]
    public async Task Keys_SaidOtherwise_ShowsHow(params string[] args)
    {
        var (exitCode, said) = await place.RunAsync("", args);
        Assert.Equal(2, exitCode);
        Assert.Contains("keys create <file>", said, StringComparison.Ordinal);
    }

    [Fact]
    public void RecoveryKey_WithOneLetterWrong_IsNearlyAlwaysFoundOut()
    {
        var key = RecoveryKey.Create().Encode();
        Assert.Equal(key, RecoveryKey.TryParse(key)!.Encode());
        var wrong = Enumerable.Range(0, key.Length).Where(at => key[at] != '-').Select(at => key[..at] + (key[at] == 'A' ? 'B' : 'A') + key[(at + 1)..]).ToList();
        Assert.Equal(32, wrong.Count);
        Assert.InRange(wrong.Count(typed => RecoveryKey.TryParse(typed) is not null), 0, 2);
    }

    private async Task<Guid> AddAsync(Actor owner)
    {
        await using var app = place.Start();
        var id = Guid.CreateVersion7();
        var secret = app.Services.GetRequiredService<SecretVault>().Protect(owner.Workspace, id, "another secret"u8);
        await app.Database.WriteAsync(owner.Workspace, (db, _) =>
        {
            db.Add(new Connection
            {
                Id = id, WorkspaceId = owner.Workspace, System = BillySystem.SystemId, AccountId = "another", Secret = secret, ReplacedAt = place.Clock.GetUtcNow(),
            });
            return Task.CompletedTask;
        }, default);
        return id;
    }

    private static (int ExitCode, string Sentence) Begin((int ExitCode, string Said) done) =>
        (done.ExitCode, FirstSentence().Match(done.Said.ReplaceLineEndings("\n")).Value);

    private static string RecoveryKeyIn(string said) => Printed().Match(said).Value;

    [GeneratedRegex(@"[A-Z2-9]{4}(-[A-Z2-9]{4}){7}")]
    private static partial Regex Printed();

    [GeneratedRegex(@"^(.|\n)*?\.(?= |$)")]
    private static partial Regex FirstSentence();
}
