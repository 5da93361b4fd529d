namespace PennaPay.Billy.Core.Values.France;

/// <summary>
/// Numbers of French establishments: a company's SIREN and five digits, fourteen together, which pass Luhn's test. The post's
/// offices are too many for it: of theirs, but for the head office, the sum of the digits divides by five (INSEE).
/// </summary>
public static class Siret
{
    private const int Length = 14;

    private const string ThePost = "356000000";

    /// <summary>What the number, however it is written, is as a SIRET.</summary>
    public static FrenchNumberCheck Check(string? number)
    {
        if (Normalise(number) is not { } digits)
            return FrenchNumberCheck.WrongShape;
        var fits = Siren.Check(digits[..9]) == FrenchNumberCheck.Valid
            && (Luhn.Holds(digits) || digits.StartsWith(ThePost, StringComparison.Ordinal) && digits.Sum(digit => digit - '0') % 5 == 0);
        return fits ? FrenchNumberCheck.Valid : FrenchNumberCheck.WrongCheckDigits;
    }

    /// <summary>The fourteen digits of a number written like <c>552 100 554 00013</c>; null when it has not fourteen digits.</summary>
    public static string? Normalise(string? number) => Digits.Of(number, Length);

    /// <summary>The company's SIREN; null for what has not fourteen digits.</summary>
    public static string? SirenOf(string? number) => Normalise(number)?[..9];
}
