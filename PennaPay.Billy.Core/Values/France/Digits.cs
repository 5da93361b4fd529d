namespace PennaPay.Billy.Core.Values.France;

internal static class Digits
{
    /// <summary>The digits of a number without the spaces, dots and hyphens in between; null when there are not so many, or others than digits.</summary>
    public static string? Of(string? number, int length) =>
        number is not null && RegistrationNumber.Compact(number) is var compact && compact.Length == length && compact.All(char.IsAsciiDigit)
            ? compact
            : null;
}
