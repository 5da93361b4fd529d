#if CRASH_POINTS
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Storage.Keys;

/// <summary>Each named place where wrapping the ring, or encrypting secrets anew, can die: the next start opens every secret.</summary>
public sealed class KeyCrashTests : IDisposable
{
    private readonly TemporaryFolder old = OldInstallation.Unpack();

    public void Dispose()
    {
        File.Delete(StartingChild.MasterKeyFor(old.Path));
        old.Dispose();
    }

    [Theory]
    [InlineData("keys.wrapped-beside", false)]
    [InlineData("keys.in-place", true)]
    [Trait("Category", "Crash")]
    public async Task FirstStartWithAMasterKey_KilledThere_KeysAreInClearOrWrapped(string point, bool isWrapped)
    {
        await File.WriteAllTextAsync(StartingChild.MasterKeyFor(old.Path), MasterKey.Create().Encode());

        await DieAsync(point);
        Assert.Equal(isWrapped, KeyRing.IsWrapped(new() { DataDirectory = old.Path }));
        await StartingChild.StartAsync(old.Path);

        Assert.Equal(new SecretAges(1, 0, 0), await CountAsync());
        Assert.True(KeyRing.IsWrapped(new() { DataDirectory = old.Path }));
        Assert.Empty(Directory.GetFiles(Path.Combine(old.Path, "keys"), "*.wrapping"));
    }

    [Fact]
    [Trait("Category", "Crash")]
    public async Task RotationThatWasKilledHalfWay_IsEndedByTheNextStart()
    {
        await StartingChild.StartAsync(old.Path);
        await AddSecretAndKeyAsync();
        Assert.Equal(new SecretAges(0, 2, 0), await CountAsync());

        await DieAsync("keys.one-renewed");
        Assert.Equal(new SecretAges(1, 1, 0), await CountAsync());
        await StartingChild.StartAsync(old.Path);

        Assert.Equal(new SecretAges(2, 0, 0), await CountAsync());
    }

    private async Task AddSecretAndKeyAsync()
    {
        await using var services = StartingChild.Build(old.Path);
        var id = Guid.CreateVersion7();
        var secret = services.GetRequiredService<SecretVault>().Protect(OldInstallation.Workspace, id, "another secret"u8);
        await services.GetRequiredService<Database>().WriteAsync(OldInstallation.Workspace, (db, _) =>
        {
            db.Add(new Connection
            {
                Id = id, WorkspaceId = OldInstallation.Workspace, System = BillySystem.SystemId, AccountId = "another", Secret = secret, ReplacedAt = DateTimeOffset.UnixEpoch,
            });
            return Task.CompletedTask;
        }, default);
        var now = DateTimeOffset.UtcNow;
        services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        await services.ReleaseDatabaseAsync();
    }

    private async Task<SecretAges> CountAsync()
    {
        await using var services = StartingChild.Build(old.Path);
        var ages = await services.GetRequiredService<SecretRenewal>().CountAsync(default);
        await services.ReleaseDatabaseAsync();
        return ages;
    }

    private async Task DieAsync(string point)
    {
        var (exitCode, errors) = await ChildProgram.RunTestProgramAsync(StartingChild.Command, old.Path, point);
        Assert.True(exitCode == 134, $"{point}: the program ended with {exitCode}: {errors}");
    }
}
#endif
