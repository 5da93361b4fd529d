using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Who is behind a secret, as the system tells it.</summary>
/// <param name="Id">The system's own id.</param>
/// <param name="Name">What the account is called.</param>
/// <param name="RegistrationNo">The company's number, such as a CVR number.</param>
/// <param name="CountryCode">ISO 3166 code of two letters.</param>
/// <param name="Currency">ISO 4217 code of its books.</param>
/// <param name="PagesUrl">Where its pages are in the system's own application.</param>
/// <param name="Facts">What else the system wants to remember of it, as JSON.</param>
public sealed record Account(
    string Id,
    string? Name = null,
    string? RegistrationNo = null,
    string? CountryCode = null,
    string? Currency = null,
    string? PagesUrl = null,
    string? Facts = null)
{
    /// <summary>The longest id of an account.</summary>
    public const int LongestId = 200;

    private const int LongestName = 200;
    private const int LongestCode = 50;
    private const int LongestFacts = 4000;

    /// <summary>
    /// As it is kept and shown, whatever the system says of itself; null where its id is none that could be kept.
    /// </summary>
    internal Account? Cleaned() => Id.Length is 0 or > LongestId || OutsideText.Line(Id) != Id ? null : this with
    {
        Name = OutsideText.Line(Name, LongestName),
        RegistrationNo = OutsideText.Line(RegistrationNo, LongestCode),
        CountryCode = OutsideText.Line(CountryCode, LongestCode),
        Currency = OutsideText.Line(Currency, LongestCode),
        PagesUrl = PagesUrl?.Length > OutsideText.LineLength ? null : OutsideText.Line(PagesUrl),
        Facts = Facts?.Length > LongestFacts ? null : Facts,
    };
}

/// <summary>What came of asking whose secret it is: an account, or why it cannot be used as it is.</summary>
public readonly record struct AccountAnswer(Account? Account, Failure? Refusal)
{
    public static implicit operator AccountAnswer(Account account) => new(account, null);

    public static implicit operator AccountAnswer(Failure refusal) => new(null, refusal);
}
