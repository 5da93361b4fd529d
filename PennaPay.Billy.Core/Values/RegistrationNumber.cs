namespace PennaPay.Billy.Core.Values;

/// <summary>Company and VAT numbers in the one form in which they are stored and compared.</summary>
internal static class RegistrationNumber
{
    /// <summary>
    /// Eight digits for a Danish number that has them; else upper-case without spaces, dots and hyphens; null when blank.
    /// </summary>
    public static string? Normalise(string? number, string countryCode)
    {
        if (string.IsNullOrWhiteSpace(number))
            return null;
        var danish = countryCode == Countries.Denmark ? Cvr.Normalise(number) : null;
        var compact = danish ?? Compact(number);
        return compact.Length == 0 ? null : compact;
    }

    internal static string Compact(string number) =>
        string.Concat(number.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('.' or '-'))).ToUpperInvariant();
}
