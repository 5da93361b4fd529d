using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Brings the database to the shape that this version expects. Whoever calls it has the data folder to himself; killed
/// anywhere, it begins again at the next start.
/// </summary>
public sealed partial class DatabaseMigration(
    IDbContextFactory<WorkspaceDbContext> contexts, IEnumerable<IUpgradeStep> steps, TimeProvider time, ILogger<DatabaseMigration> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Applies what is missing. Call once, before anything reads.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var done = new CancellationTokenSource();
        var notice = SayWhenLongAsync(done.Token);
        try
        {
            await BringUpAsync(cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await notice;
        }
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var database = context.Database.GetDbConnection().DataSource;
            var upgrade = new SqliteUpgrade(database);
            upgrade.Recover();

            var isNew = !File.Exists(database);
            var applied = isNew ? [] : (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
            var pending = context.Database.GetMigrations().Where(migration => !applied.Contains(migration)).ToList();
            // A database without any is no upgrade.
            var missing = applied.Count == 0 ? applied : pending.ToHashSet();
            foreach (var step in steps)
                await step.BeforeAsync(context, missing, cancellationToken);
            CrashPoint.Reach("start.before-upgrade");
            // EF takes a lock for this even where there is nothing to do, and a kill would leave it behind.
            if (pending.Count > 0)
            {
                var copy = isNew ? null : SqliteUpgrade.CopyOf(database, pending[0]);
                await upgrade.RunAsync(context, copy, time.GetUtcNow(), cancellationToken);
                if (copy is not null)
                    Log.Kept(logger, copy);
            }
            // Write-ahead logging lets pages read while a push writes; it is a property of the file and outlives the connection.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
            // A program that was killed may have left in it what had just been deleted.
            await context.Database.ExecuteSqlRawAsync(Sqlite.EmptyWriteAheadLog, cancellationToken);
            if (!await context.Database.SqlQueryRaw<bool>(SqliteSearch.AreTrue).SingleAsync(cancellationToken))
                await ReadSearchesAnewAsync(context, cancellationToken);
        }

        CrashPoint.Reach("start.after-upgrade");
        foreach (var step in steps)
            await step.AfterAsync(cancellationToken);
        CrashPoint.Reach("start.ready");
    }

    private static async Task ReadSearchesAnewAsync(WorkspaceDbContext context, CancellationToken cancellationToken)
    {
        await using var whole = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync(SqliteSearch.KeepAll, cancellationToken);
        await whole.CommitAsync(cancellationToken);
    }

    private async Task SayWhenLongAsync(CancellationToken done)
    {
        try
        {
            await Task.Delay(Patience, time, done);
            Log.TakesLong(logger);
        }
        catch (OperationCanceledException)
        {
            // Done in time.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The database is upgraded. As it was before, it is kept as {Copy}.")]
        public static partial void Kept(ILogger logger, string copy);

        [LoggerMessage(LogLevel.Information, "The database is being made ready for this version. That takes a while where it is large; please let it end.")]
        public static partial void TakesLong(ILogger logger);
    }
}
