namespace PennaPay.Billy.Web.Security;

/// <summary>Why somebody was not let in, as the audit has it.</summary>
/// <param name="Action">What was tried.</param>
/// <param name="Code">Why it came to nothing.</param>
public sealed record Refusal(string Action, string Code)
{
    /// <summary>E-mail and password do not belong together.</summary>
    public static Refusal WrongCredentials { get; } = new("sign-in.refused", "wrong_credentials");

    /// <summary>After several wrong passwords, before it is time for the next.</summary>
    public static Refusal TooSoon { get; } = new("sign-in.delayed", "too_soon");

    /// <summary>Too many tries from one address, whatever the account.</summary>
    public static Refusal TooMany { get; } = new("sign-in.throttled", "too_many");

    /// <summary>Who would become the installation's owner did not know the code.</summary>
    public static Refusal WrongSetUpCode { get; } = new("set-up.refused", "wrong_code");
}
