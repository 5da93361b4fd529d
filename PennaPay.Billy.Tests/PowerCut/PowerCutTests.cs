using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>The power goes at any moment, and with it what was not synced: nothing is sent twice, and nothing that was said is forgotten.</summary>
public sealed class PowerCutTests
{
    private const int Lives = 6;

    // .ci/run asks for more.
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("POWER_CUT_ROUNDS") ?? "2", CultureInfo.InvariantCulture);

    public static IEnumerable<object[]> Seeds() => Enumerable.Range(1, Rounds).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task PowerGoesAgainAndAgain_EveryInvoiceIsThereOnce(int seed)
    {
        await using var round = await PowerCutRound.StartAsync(seed);
        try
        {
            await round.RunAsync(Lives);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}: {fault.Message} After: {round.Deeds}", fault);
        }
    }

    /// <summary>The disk of these tests does lose what nobody synced, so that the rounds above can fail.</summary>
    [Theory]
    [InlineData("FULL", 1)]
    [InlineData("NORMAL", 0)]
    [InlineData("OFF", 0)]
    public void Disk_KeepsWhatWasSynced_AndNothingElse(string synchronous, int left)
    {
        using var folder = new TemporaryFolder();
        using var image = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "some.db");
        using (var before = Open(file, null))
            Run(before, "PRAGMA journal_mode=WAL; CREATE TABLE t (n INTEGER);");
        var disk = new LossyDisk(new NothingIsLeft());
        using var vfs = new LossyVfs(disk);
        using (var connection = Open(file, vfs.Name))
        {
            Run(connection, $"PRAGMA synchronous={synchronous}; INSERT INTO t VALUES (1);");
            disk.CutNow(image.Path);
            Assert.Throws<SqliteException>(() => Run(connection, "INSERT INTO t VALUES (2);"));
        }

        using var after = Open(Path.Combine(image.Path, "some.db"), null);
        Assert.Equal((long)left, Run(after, "SELECT COUNT(*) FROM t;"));
    }

    [Fact]
    public async Task EveryConnection_SyncsEachCommit()
    {
        await using var host = await PushHost.StartAsync();
        await using var db = host.Get<IDbContextFactory<WorkspaceDbContext>>().CreateDbContext();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();

        // 2 is FULL.
        Assert.Equal(("wal", 2L), (Run(connection, "PRAGMA journal_mode;"), Run(connection, "PRAGMA synchronous;")));
    }

    private static SqliteConnection Open(string file, string? vfs)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Vfs = vfs }.ToString());
        connection.Open();
        return connection;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private sealed class NothingIsLeft : Random
    {
        public override int Next(int maxValue) => 0;
    }
}
