namespace PennaPay.Billy.Core.Values.France;

/// <summary>French company numbers: nine digits, of which the last makes the number pass Luhn's test (code de commerce, R. 123-221; INSEE).</summary>
public static class Siren
{
    private const int Length = 9;

    /// <summary>What the number, however it is written, is as a SIREN.</summary>
    public static FrenchNumberCheck Check(string? number) =>
        Normalise(number) is not { } digits ? FrenchNumberCheck.WrongShape
        : Luhn.Holds(digits) ? FrenchNumberCheck.Valid
        : FrenchNumberCheck.WrongCheckDigits;

    /// <summary>The nine digits of a number written like <c>552 100 554</c>; null when it has not nine digits.</summary>
    public static string? Normalise(string? number) => Digits.Of(number, Length);
}
