using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Commands;

/// <summary>For who has lost the owner's password: whoever can run this can read everything anyway.</summary>
internal static class OwnerCommands
{
    public static async Task<string> ResetAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserAccounts>().ResetOwnerAsync(default) is var (email, password)
            ? $"{email} signs in with the password {password} from now on, and is signed out everywhere. Change it under Settings, Account."
            : throw new CommandRefusedException("This installation has no owner yet. Start the program, and open its first page.");
    }
}
