using System.Globalization;

namespace PennaPay.Billy.Core.Values.France;

/// <summary>
/// French VAT numbers: <c>FR</c>, a key of two characters, and the SIREN. A key of digits is (12 + 3 × (SIREN mod 97)) mod 97; one with
/// letters, of which I and O are not used, is given out by a rule that is not published, and taken as it is (code général des impôts,
/// annexe IV, art. 24).
/// </summary>
public static class FrenchVatNumber
{
    private const string Country = "FR";

    /// <summary>What the number, however it is written, is as a French VAT number.</summary>
    public static FrenchNumberCheck Check(string? number)
    {
        if (Normalise(number) is not { } whole)
            return FrenchNumberCheck.WrongShape;
        var (key, siren) = (whole[2..4], whole[4..]);
        var fits = Siren.Check(siren) == FrenchNumberCheck.Valid && (!key.All(char.IsAsciiDigit) || key == KeyOf(siren));
        return fits ? FrenchNumberCheck.Valid : FrenchNumberCheck.WrongCheckDigits;
    }

    /// <summary>The number that a company has with a key of digits; null for what is no SIREN.</summary>
    public static string? Of(string? siren) =>
        Siren.Check(siren) == FrenchNumberCheck.Valid && Siren.Normalise(siren) is { } digits ? $"{Country}{KeyOf(digits)}{digits}" : null;

    /// <summary>A number written like <c>FR 83 404 833 048</c> in capitals without spaces; null when it has not such a shape.</summary>
    public static string? Normalise(string? number)
    {
        if (number is null)
            return null;
        var compact = RegistrationNumber.Compact(number);
        return compact.Length == 13 && compact.StartsWith(Country, StringComparison.Ordinal)
            && compact[2..4].All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter) && letter is not ('I' or 'O'))
            && compact[4..].All(char.IsAsciiDigit)
            ? compact
            : null;
    }

    /// <summary>The company's SIREN; null for what has not the shape of such a number.</summary>
    public static string? SirenOf(string? number) => Normalise(number)?[4..];

    private static string KeyOf(string siren) =>
        ((12 + 3 * (int.Parse(siren, CultureInfo.InvariantCulture) % 97)) % 97).ToString("00", CultureInfo.InvariantCulture);
}
