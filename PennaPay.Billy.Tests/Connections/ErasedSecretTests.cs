using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Erasing;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>A secret that is not needed any more is nowhere: not in the database, not beside it, in no later backup.</summary>
public sealed class ErasedSecretTests : IDisposable
{
    // A third of a ciphertext opens nothing; what is looked for is less.
    private const int Piece = 24;

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    /// <param name="settings">How long the settings are that the row gets meanwhile: a row that grows moves, and leaves itself behind.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(3000)]
    public async Task Disconnecting_LeavesNothing_NeitherHereNorInALaterBackup(int settings)
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var secret = (await host.StoredAsync()).Secret!;
        await host.Get<ConnectionStore>().ChangeAsync(
            host.Workspace, (await host.StoredAsync()).Id, row => row.Settings = new string('x', settings), default);
        Assert.NotEmpty(await PlacesOfAsync(host, secret));

        await host.Connector.DisconnectAsync(host.Owner, default);

        Assert.Empty(await PlacesOfAsync(host, secret));
        Assert.Equal(0, new FileInfo(Path.Combine(host.DataDirectory, "pennapay.db-wal")).Length);
    }

    [Fact]
    public async Task RowThatIsDeleted_IsOverwritten()
    {
        await using var host = await ConnectionHost.StartAsync();
        var key = string.Concat(Enumerable.Range(0, 8).Select(_ => $"{Guid.NewGuid():N}"));
        await host.Get<Database>().WriteAsync(host.Workspace, (db, _) => Task.FromResult(db.Add(new SignInCount { Key = key })), default);
        Assert.True(await host.Get<LogEraser>().EraseAsync());
        Assert.NotEmpty(await PlacesOfAsync(host, key));

        await host.Get<Database>().WriteAsync(host.Workspace, (db, ct) => db.Set<SignInCount>().ExecuteDeleteAsync(ct), default);
        Assert.True(await host.Get<LogEraser>().EraseAsync());

        Assert.Empty(await PlacesOfAsync(host, key));
    }

    [Fact]
    public async Task ReplacingAToken_LeavesNothingOfTheOld()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var secret = (await host.StoredAsync()).Secret!;

        Assert.IsType<ConnectResult.Connected>(await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default));

        Assert.Empty(await PlacesOfAsync(host, secret));
        Assert.NotEmpty(await PlacesOfAsync(host, (await host.StoredAsync()).Secret!));
    }

    [Fact]
    public async Task SomebodyWhoReadsMeanwhile_IsWaitedFor()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var secret = (await host.StoredAsync()).Secret!;
        var reader = await ReadAsync(host);

        var disconnecting = host.Connector.DisconnectAsync(host.Owner, default);
        reader.Dispose();
        await host.Clock.RunAsync(disconnecting, TimeSpan.FromSeconds(1));

        Assert.Empty(await PlacesOfAsync(host, secret));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("write-ahead log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomebodyWhoNeverStopsReading_IsInTheLog_AndTheNextStartMakesUpForIt()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var secret = (await host.StoredAsync()).Secret!;
        using (await ReadAsync(host))
        {
            await host.Clock.RunAsync(host.Connector.DisconnectAsync(host.Owner, default), TimeSpan.FromSeconds(1));
            Assert.NotEmpty(await PlacesOfAsync(host, secret));
            Assert.Contains(host.Logs.Lines, line => line.Contains("could not be taken out of the write-ahead log", StringComparison.Ordinal));
        }

        await host.Get<DatabaseMigration>().RunAsync(default);

        Assert.Empty(await PlacesOfAsync(host, secret));
    }

    private static async Task<IDisposable> ReadAsync(ConnectionHost host)
    {
        var db = host.Get<Database>().Read(host.Workspace);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "BEGIN DEFERRED; SELECT COUNT(*) FROM Connections;";
        await command.ExecuteScalarAsync();
        return new Reading(db);
    }

    /// <summary>The files that hold a piece of it, among them those of a backup that is taken now.</summary>
    private async Task<IReadOnlyList<string>> PlacesOfAsync(ConnectionHost host, string secret)
    {
        var backup = (await host.Get<BackupWriter>().WriteAsync(place.Path + $"/{Guid.NewGuid():N}.zip", withKeys: false, default)).File;
        var unpacked = Path.ChangeExtension(backup, null);
        System.IO.Compression.ZipFile.ExtractToDirectory(backup, unpacked);
        var bytes = Encoding.UTF8.GetBytes(secret);
        // The first bytes of all ciphertexts are alike.
        var pieces = Enumerable.Range(0, (bytes.Length / Piece) - 2).Select(n => bytes.AsMemory(2 * Piece + (n * Piece), Piece)).ToList();
        List<string> found = [];
        foreach (var file in Directory.GetFiles(host.DataDirectory, "pennapay*").Concat(Directory.GetFiles(unpacked)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            if (pieces.Exists(piece => content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(piece.Span) >= 0))
                found.Add(Path.GetFileName(file));
        }

        return found;
    }

    private sealed class Reading(WorkspaceDbContext db) : IDisposable
    {
        public void Dispose()
        {
            db.Database.ExecuteSqlRaw("ROLLBACK;");
            db.Dispose();
        }
    }
}
