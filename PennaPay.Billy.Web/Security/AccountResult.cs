using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Security;

/// <summary>What came of a first run or a sign-in.</summary>
public abstract record AccountResult
{
    public sealed record Done(User User) : AccountResult;

    /// <summary>The installation has its owner; a first run happens once.</summary>
    public sealed record AlreadyOwned : AccountResult;

    /// <summary>Identity refused the details; its codes, such as <c>PasswordTooShort</c>.</summary>
    public sealed record Invalid(IReadOnlyList<string> Codes) : AccountResult;

    /// <summary>
    /// E-mail and password do not belong together, or it was tried too often; which of these is not told.
    /// </summary>
    /// <param name="RetryAfter">How long any further try is in vain; zero when the password was looked at.</param>
    public sealed record WrongCredentials(TimeSpan RetryAfter) : AccountResult;

    /// <summary>The new password is none to take.</summary>
    public sealed record WeakPassword(PasswordProblem Problem) : AccountResult;

    private AccountResult()
    {
    }
}
