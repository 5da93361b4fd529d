using Microsoft.Data.Sqlite;
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
        try
        {
            await using var scope = services.CreateAsyncScope();
            await CommandDatabase.DemandAsync(scope.ServiceProvider, folder);
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
}
