using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

internal static class DatabasePool
{
    /// <summary>
    /// Lets go of a host's database before its folder goes. Of this one alone: other tests run beside it, and closing their
    /// idle connections takes the write-ahead log away under them.
    /// </summary>
    public static async Task ReleaseDatabaseAsync(this IServiceProvider services)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<WorkspaceDbContext>>().CreateDbContextAsync();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
    }
}
