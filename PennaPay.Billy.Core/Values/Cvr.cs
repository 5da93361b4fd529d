namespace PennaPay.Billy.Core.Values;

/// <summary>Danish company numbers: eight digits, checked modulus 11 with the weights 2, 7, 6, 5, 4, 3, 2, 1.</summary>
public static class Cvr
{
    private static readonly int[] Weights = [2, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Whether the number, however it is written, can be a CVR number.</summary>
    public static bool IsValid(string? number) => Check(number) == CvrCheck.Valid;

    /// <summary>Whether the number, however it is written, can be a CVR number, and if not, why.</summary>
    public static CvrCheck Check(string? number) =>
        Normalise(number) is not { } digits ? CvrCheck.NotEightDigits
        : digits[0] == '0' || digits.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum() % 11 != 0 ? CvrCheck.WrongCheckDigit
        : CvrCheck.Valid;

    /// <summary>The company's entry in the public register; null for what is no CVR number.</summary>
    public static Uri? RegisterEntry(string? number) =>
        IsValid(number) ? new($"https://datacvr.virk.dk/enhed/virksomhed/{Normalise(number)}") : null;

    /// <summary>The eight digits of a number written like <c>DK 12 34 56 78</c>; null when it has not eight digits.</summary>
    public static string? Normalise(string? number)
    {
        if (number is null)
            return null;
        var compact = RegistrationNumber.Compact(number);
        var digits = compact.StartsWith("DK", StringComparison.Ordinal) ? compact[2..] : compact;
        return digits.Length == 8 && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
