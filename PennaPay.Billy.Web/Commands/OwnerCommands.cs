using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Commands;

/// <summary>For who has lost the owner's password: whoever can run this can read everything anyway.</summary>
internal static class OwnerCommands
{
    public static async Task<string> ResetAsync(IServiceProvider services)
    {
        var folder = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (!File.Exists(folder.DatabasePath))
            throw new CommandRefusedException(
                $"There is no database '{folder.DatabasePath}'. Say where the program keeps its data, such as --Storage:DataDirectory=/var/lib/pennapay.");
        try
        {
            await using var scope = services.CreateAsyncScope();
            if (await OtherVersionAsync(scope.ServiceProvider) is { } what)
                throw new CommandRefusedException($"The database '{folder.DatabasePath}' is not of this version. {what}");
            return await scope.ServiceProvider.GetRequiredService<UserAccounts>().ResetOwnerAsync(default) is var (email, password)
                ? $"{email} signs in with the password {password} from now on, and is signed out everywhere. Change it under Settings, Account."
                : throw new CommandRefusedException("This installation has no owner yet. Start the program, and open its first page.");
        }
        catch (Exception fault) when (fault is SqliteException || fault.InnerException is SqliteException || fault is DatabaseDamagedException)
        {
            throw new CommandRefusedException(
                $"The password is as it was: '{folder.DatabasePath}' could not be changed ({(fault.InnerException ?? fault).Message.TrimEnd('.')}). Run this as the user whom the program runs as.");
        }
    }

    /// <summary>What to do about a database of another version; null where it is of this one.</summary>
    private static async Task<string?> OtherVersionAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<WorkspaceDbContext>>().CreateDbContextAsync();
        var (applied, known) = ((await db.Database.GetAppliedMigrationsAsync()).ToHashSet(), db.Database.GetMigrations().ToHashSet());
        return !applied.IsSubsetOf(known) ? "It is of a newer one: run the command with that."
            : applied.Count < known.Count ? "Start the program once, which upgrades it, and try again."
            : null;
    }
}
