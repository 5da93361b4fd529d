using System.Collections.Frozen;

namespace PennaPay.Billy.Web.Security.Passwords;

/// <summary>What is wrong with a new password.</summary>
public enum PasswordProblem
{
    None,

    /// <summary>Shorter than <see cref="PasswordRules.ShortestPassword"/>.</summary>
    TooShort,

    /// <summary>Among the first that anybody who guesses tries.</summary>
    Common,
}

/// <summary>Which passwords are taken: long ones that are not guessed at once. Symbols are nobody's duty.</summary>
public static class PasswordRules
{
    public const int ShortestPassword = 10;

    private const int FewestLetters = 5;
    private const int ShortestWord = 4;

    // Those of the most common 50,000 that are long enough to be asked for; where they come from stands in THIRD-PARTY-NOTICES.md.
    private static readonly Lazy<FrozenSet<string>> Common = new(() =>
    {
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        return new StreamReader(list).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    });

    /// <param name="password">As it was typed.</param>
    /// <param name="known">What anybody knows of the person: the address, the company.</param>
    public static PasswordProblem Check(string? password, params IReadOnlyList<string?> known)
    {
        if (password is not { Length: >= ShortestPassword })
            return PasswordProblem.TooShort;
        return Common.Value.Contains(password) || HasFewLetters(password) || HasFewLetters(WithoutWords(password, known)) || IsARow(password)
            ? PasswordProblem.Common
            : PasswordProblem.None;
    }

    /// <summary>Such as <c>aaaaaaaaaa</c> and <c>1212121212</c>.</summary>
    private static bool HasFewLetters(string text) => text.ToUpperInvariant().Distinct().Count() < FewestLetters;

    /// <summary>Such as <c>1234567890</c> and <c>ABCDEFGHIJ</c>: one letter after the other, up or down.</summary>
    private static bool IsARow(string text) =>
        text.Zip(text.Skip(1)).Count(pair => pair.Second - pair.First is 1 or -1 or 0) >= text.Length - 2;

    /// <summary>What a guesser has to add to what everybody knows.</summary>
    private static string WithoutWords(string password, IReadOnlyList<string?> known) => known.OfType<string>()
        .SelectMany(text => text.Split(['@', '.', ' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Append(text))
        .Where(word => word.Length >= ShortestWord)
        .OrderByDescending(word => word.Length)
        .Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
}
