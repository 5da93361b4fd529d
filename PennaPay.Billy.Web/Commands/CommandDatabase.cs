using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Commands;

/// <summary>The database that a command works on.</summary>
internal static class CommandDatabase
{
    /// <exception cref="CommandRefusedException">There is none, or not of this version.</exception>
    public static async Task DemandAsync(IServiceProvider services, StorageOptions folder)
    {
        if (!File.Exists(folder.DatabasePath))
            throw new CommandRefusedException(
                $"There is no database '{folder.DatabasePath}'. Say where the program keeps its data, such as --Storage:DataDirectory=/var/lib/pennapay.");
        await using var db = await services.GetRequiredService<IDbContextFactory<WorkspaceDbContext>>().CreateDbContextAsync();
        var (applied, known) = ((await db.Database.GetAppliedMigrationsAsync()).ToHashSet(), db.Database.GetMigrations().ToHashSet());
        if (!applied.IsSubsetOf(known))
            throw new CommandRefusedException($"The database '{folder.DatabasePath}' is of a newer version. Run the command with that.");
        if (applied.Count < known.Count)
            throw new CommandRefusedException(
                $"The database '{folder.DatabasePath}' is not of this version. Start the program once, which upgrades it, and try again.");
    }
}
