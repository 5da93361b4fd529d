using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>What came of a first run or a sign-in.</summary>
public abstract record AccountResult
{
    public sealed record Done(User User) : AccountResult;

    /// <summary>The installation has its owner; a first run happens once.</summary>
    public sealed record AlreadyOwned : AccountResult;

    /// <summary>Identity refused the details; its codes, such as <c>PasswordTooShort</c>.</summary>
    public sealed record Invalid(IReadOnlyList<string> Codes) : AccountResult;

    /// <summary>E-mail and password do not belong together. Which of the two is wrong is not told.</summary>
    public sealed record WrongCredentials : AccountResult;

    /// <summary>Too many wrong passwords; the account opens again at that time.</summary>
    public sealed record LockedOut(DateTimeOffset Until) : AccountResult;

    private AccountResult()
    {
    }
}
