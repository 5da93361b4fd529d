using System.Text;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Storage.Keys;

/// <summary>What the data folder is worth without its master key, and that everything goes on with it.</summary>
public sealed class WrappedRingTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly KeyInstallation place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Folder_HoldsNothingThatOpensSecrets()
    {
        place.WriteMasterKey();
        var (owner, token) = await place.PrepareAsync();
        await using var app = place.Start();
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
        byte[][] secrets = [.. KeyInstallation.SecretsOf(app), Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(place.MasterKeyFile))];
        Assert.True(secrets.Length >= 4);

        Assert.Empty(KeyInstallation.Holding(place.Data, secrets));
        // The search itself works.
        Assert.NotEmpty(KeyInstallation.Holding(place.Ring, [Encoding.UTF8.GetBytes("masterKey=")]));
    }

    [Fact]
    public async Task KeysInClear_AreWrappedByTheFirstStartWithAMasterKey_AndStillOpen()
    {
        var (owner, _) = await place.PrepareAsync(withMasterKey: false);
        IReadOnlyList<byte[]> secrets;
        await using (var before = place.Start(withMasterKey: false))
            secrets = KeyInstallation.SecretsOf(before);
        Assert.NotEmpty(KeyInstallation.Holding(place.Ring, secrets));

        place.WriteMasterKey();
        await using var app = place.Start();

        Assert.Empty(KeyInstallation.Holding(place.Data, secrets));
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
        Assert.True(await KeyInstallation.IsReadyAsync(app));
        Assert.Contains(app.Logs.Lines, line => line.Contains("run 'keys rotate'", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(place.Ring), file => Assert.EndsWith(".xml", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileThatIsWrapped_HasItsFormerContentWiped()
    {
        await place.PrepareAsync(withMasterKey: false);
        var file = Directory.GetFiles(place.Ring).Single();
        var clear = await File.ReadAllBytesAsync(file);
        // What still has it open sees what is left on the disk under no name.
        await using var former = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Assert.True(new KeyFile(file).Wrap(MasterKey.Create()));

        var left = new byte[clear.Length];
        await former.ReadExactlyAsync(left);
        Assert.All(left, one => Assert.Equal(0, one));
        Assert.False(new KeyFile(file).IsClear());
    }

    [Fact]
    public async Task Start_ClosesFolderAndFilesToOthers()
    {
        if (OperatingSystem.IsWindows())
            return;
        place.WriteMasterKey();
        await place.PrepareAsync();
        foreach (var file in Directory.GetFiles(place.Data))
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(place.Data, (UnixFileMode)0b111_101_101);

        await using var app = place.Start();

        foreach (var path in Directory.GetFileSystemEntries(place.Data, "*", SearchOption.AllDirectories).Append(place.Data))
            Assert.Equal((path, Directory.Exists(path) ? 0b111_000_000 : 0b110_000_000), (path, (int)File.GetUnixFileMode(path)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another one")]
    [InlineData("not a key")]
    public async Task MasterKeyGoesWhileItRuns_QueuesWait_UntilItIsBack(string? instead)
    {
        var master = MasterKey.Create();
        place.WriteMasterKey(master);
        var (owner, _) = await place.PrepareAsync();
        await using var app = place.Start();
        var queue = await QueueAsync(app, owner);
        var stored = await SecretAsync(app, owner);

        File.Delete(place.MasterKeyFile);
        if (instead is not null)
            await File.WriteAllTextAsync(place.MasterKeyFile, instead == "another one" ? MasterKey.Create().Encode() : instead);
        place.Clock.Advance(Minute);

        Assert.False(await KeyInstallation.IsReadyAsync(app));
        Assert.Single(app.Logs.Lines, line => line.Contains($"Not ready: {FailureCodes.EncryptionKeyMissing} (", StringComparison.Ordinal));
        Assert.Equal(ConnectionStatus.KeyMissing, await KeyInstallation.StatusAsync(app, owner));
        await app.Services.GetRequiredService<QueueWork>().RunAsync(queue, default);
        Assert.Equal([PushState.Pending], await StatesAsync(app, owner));
        Assert.Equal(stored, await SecretAsync(app, owner));

        place.WriteMasterKey(master);
        place.Clock.Advance(Minute);
        Assert.True(await KeyInstallation.IsReadyAsync(app));
        await app.Services.GetRequiredService<QueueWork>().RunAsync(queue, default);
        Assert.DoesNotContain(PushState.Pending, await StatesAsync(app, owner));
    }

    [Fact]
    public async Task RingIsPutBackWhileItRuns_EverythingGoesOnWithoutARestart()
    {
        place.WriteMasterKey();
        var (owner, _) = await place.PrepareAsync();
        Directory.Move(place.Ring, place.Beside("lost"));
        await using var app = place.Start();
        Assert.False(await KeyInstallation.IsReadyAsync(app));
        Assert.Equal(ConnectionStatus.KeyMissing, await KeyInstallation.StatusAsync(app, owner));

        foreach (var file in Directory.GetFiles(place.Beside("lost")))
            File.Copy(file, Path.Combine(place.Ring, Path.GetFileName(file)));

        // Data Protection reads the ring again beside whoever asks, so it may take a second look.
        await Until.TrueAsync(() =>
        {
            place.Clock.Advance(Minute);
            return KeyInstallation.IsReadyAsync(app);
        });
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
    }

    [Fact]
    public async Task RingGoesWhileItRuns_NoOtherTakesItsPlace_UntilItIsBack()
    {
        place.WriteMasterKey();
        var (owner, _) = await place.PrepareAsync();
        await using var app = place.Start();
        Assert.True(await KeyInstallation.IsReadyAsync(app));
        Directory.Move(place.Ring, place.Beside("lost"));
        place.Clock.Advance(Minute);

        Assert.False(await KeyInstallation.IsReadyAsync(app));
        Assert.Equal(ConnectionStatus.KeyMissing, await KeyInstallation.StatusAsync(app, owner));
        Assert.False(Directory.Exists(place.Ring));

        Directory.Move(place.Beside("lost"), place.Ring);
        place.Clock.Advance(Minute);
        Assert.True(await KeyInstallation.IsReadyAsync(app));
        Assert.Equal(ConnectionStatus.Connected, await KeyInstallation.StatusAsync(app, owner));
    }

    [Fact]
    public async Task NoNewKey_IsMadeBesideThoseThatAnotherMasterKeyWrapped()
    {
        place.WriteMasterKey();
        await place.PrepareAsync();
        await using var app = place.Start();
        place.WriteMasterKey();
        var now = DateTimeOffset.UtcNow;

        Assert.ThrowsAny<Exception>(() => app.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90)));
        Assert.Single(Directory.GetFiles(place.Ring));
    }

    [Fact]
    public async Task DatabaseThatCameWithoutItsKeys_IsNotReady()
    {
        place.WriteMasterKey();
        await place.PrepareAsync();
        Directory.Delete(place.Ring, recursive: true);
        File.Delete(Path.Combine(place.Data, "canary"));

        await using var app = place.Start();

        Assert.False(await KeyInstallation.IsReadyAsync(app));
    }

    private static async Task<QueueId> QueueAsync(TestApp app, Actor owner)
    {
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(owner, null, PushCause.Bulk, default);
        var connection = await app.Services.GetRequiredService<ConnectionStore>().CurrentAsync(owner.Workspace, BillySystem.SystemId, default);
        Assert.Equal([PushState.Pending], await StatesAsync(app, owner));
        return new(owner.Workspace, connection!.Id);
    }

    private static async Task<IReadOnlyList<PushState>> StatesAsync(TestApp app, Actor owner)
    {
        await using var db = app.Database.Read(owner.Workspace);
        return await db.Set<LedgerEntry>().Select(push => push.State).Distinct().ToListAsync();
    }

    private static async Task<string?> SecretAsync(TestApp app, Actor owner) =>
        (await app.Services.GetRequiredService<ConnectionStore>().CurrentAsync(owner.Workspace, BillySystem.SystemId, default))!.Secret;
}
