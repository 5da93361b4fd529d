using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Brings the database to the shape that this version expects.</summary>
public sealed partial class DatabaseMigration(
    IDbContextFactory<WorkspaceDbContext> contexts, IEnumerable<IUpgradeStep> steps, ILogger<DatabaseMigration> logger)
{
    /// <summary>Applies what is missing. Call once, before anything reads.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var missing = await MissingAsync(context, cancellationToken);
            foreach (var step in steps)
                await step.BeforeAsync(context, missing, cancellationToken);
            if (missing.Count > 0)
                await KeepCopyAsync(context, missing.Order(StringComparer.Ordinal).First(), cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            // Write-ahead logging lets pages read while a push writes; it is a property of the file and outlives the connection.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }

        foreach (var step in steps)
            await step.AfterAsync(cancellationToken);
    }

    /// <summary>Puts the database as it is beside itself, so that an upgrade can be taken back. Half a copy never has the name of a whole one.</summary>
    private async Task KeepCopyAsync(WorkspaceDbContext context, string migration, CancellationToken cancellationToken)
    {
        var database = context.Database.GetDbConnection().DataSource;
        var copy = Path.Combine(Path.GetDirectoryName(database)!, $"{Path.GetFileNameWithoutExtension(database)}-before-{migration}.db");
        var half = copy + ".half";
        File.Delete(half);
        await context.Database.ExecuteSqlAsync(Sqlite.CopyInto(half), cancellationToken);
        File.Move(half, copy, overwrite: true);
        Log.Kept(logger, copy);
    }

    private static async Task<IReadOnlySet<string>> MissingAsync(WorkspaceDbContext context, CancellationToken cancellationToken)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
        return applied.Count == 0 ? applied : context.Database.GetMigrations().Where(migration => !applied.Contains(migration)).ToHashSet();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The database is upgraded. As it was before, it is kept as {Copy}.")]
        public static partial void Kept(ILogger logger, string copy);
    }
}
