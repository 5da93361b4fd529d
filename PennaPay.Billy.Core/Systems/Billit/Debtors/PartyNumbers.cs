using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>Numbers that companies are registered by, in one form.</summary>
internal static class PartyNumbers
{
    private const string Belgium = "BE";
    private const int BelgianDigits = 10;

    /// <summary>
    /// A number as it is compared: capitals and digits with the country in front, so that a Belgian company's number and its VAT number, which
    /// differ in the country's code alone, are the same. Null for none.
    /// </summary>
    public static string? Of(string? number, string? country)
    {
        var bare = Bare(number ?? "");
        if (bare.Length == 0)
            return null;
        var (code, digits) = bare.Length > 2 && char.IsAsciiLetterUpper(bare[0]) && char.IsAsciiLetterUpper(bare[1]) ? (bare[..2], bare[2..]) : (country ?? "", bare);
        return code + (code == Belgium && digits.All(char.IsAsciiDigit) ? digits.PadLeft(BelgianDigits, '0') : digits);
    }

    /// <summary>As a new party gets it: a VAT number of a country of the EU, and the number in Belgium's register of companies.</summary>
    public static (string? Vat, string? Register) Split(string? number, string? country)
    {
        if (Of(number, country) is not { Length: > 2 } known)
            return (null, null);
        // Without a country it says nothing of VAT.
        var isVat = Countries.IsInEuropeanUnion(known[..2]) || known.StartsWith("EL", StringComparison.Ordinal);
        return (isVat ? known : null, known.StartsWith(Belgium, StringComparison.Ordinal) ? known[Belgium.Length..] : null);
    }

    /// <summary>What the register of Peppol is asked for; null where it is nothing to ask for.</summary>
    public static string? ForPeppol(string? number) =>
        string.Concat((number ?? "").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == ':')) is { Length: > 3 and <= 50 } asked ? asked : null;

    private static string Bare(string number) => string.Concat(number.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
