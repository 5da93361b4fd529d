using Microsoft.EntityFrameworkCore;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Brings the database to the shape that this version expects.</summary>
public sealed class DatabaseMigration(IDbContextFactory<WorkspaceDbContext> contexts, IEnumerable<IUpgradeStep> steps)
{
    /// <summary>Applies what is missing. Call once, before anything reads.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var missing = await MissingAsync(context, cancellationToken);
            foreach (var step in steps)
                await step.BeforeAsync(context, missing, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            // Write-ahead logging lets pages read while a push writes; it is a property of the file and outlives the connection.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }

        foreach (var step in steps)
            await step.AfterAsync(cancellationToken);
    }

    private static async Task<IReadOnlySet<string>> MissingAsync(WorkspaceDbContext context, CancellationToken cancellationToken)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
        return applied.Count == 0 ? applied : context.Database.GetMigrations().Where(migration => !applied.Contains(migration)).ToHashSet();
    }
}
