using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>Values as they are compared. Two systems write the same thing differently, and must not correct each other for ever.</summary>
public static class FieldValue
{
    /// <summary>Whether two values mean the same.</summary>
    public static bool Same(FieldType type, string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal) || string.Equals(Normalise(type, one), Normalise(type, other), StringComparison.Ordinal);

    /// <summary>The one form of all values that mean the same; null for an empty one.</summary>
    public static string? Normalise(FieldType type, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        return type switch
        {
            FieldType.Block => Block(value),
            FieldType.Email => InputText.Line(value)?.Normalize().ToLowerInvariant(),
            FieldType.Phone => Phone(value),
            FieldType.RegistrationNo => RegistrationNo(value),
            FieldType.Number => Text(Number(value)) ?? InputText.Line(value),
            FieldType.Person => PersonValue.Read(value).Normalise(),
            FieldType.Date => CustomValueRules.Text(CustomValueRules.Date(value)) ?? InputText.Line(value),
            FieldType.Code => InputText.Line(value)?.ToUpperInvariant(),
            _ => InputText.Line(value)?.Normalize(),
        };
    }

    /// <summary>A number as values write it; null for none.</summary>
    public static string? Text(decimal? number) => CustomValueRules.Text(number);

    /// <summary>The number that a value writes; null where it is none.</summary>
    public static decimal? Number(string? value) => CustomValueRules.Number(value);

    private static string? Block(string value) => InputText.Block(value) is { } text
        ? string.Join('\n', text.Normalize().Split('\n').Select(line => line.TrimEnd()))
        : null;

    // 12 34 56 78, +45 12345678 and 0045-12345678 reach the same telephone.
    private static string? Phone(string value)
    {
        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        if (digits.Length == 0)
            return InputText.Line(value)?.ToLowerInvariant();
        var hasPlus = value.TrimStart().StartsWith('+');
        var isAbroad = hasPlus || digits.StartsWith("00", StringComparison.Ordinal);
        if (isAbroad && !hasPlus)
            digits = digits[2..];
        if (digits.Length == 0)
            return InputText.Line(value);
        return isAbroad && digits.Length == 10 && digits.StartsWith("45", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static string? RegistrationNo(string value)
    {
        var compact = RegistrationNumber.Compact(InputText.Line(value) ?? "");
        return compact.Length == 0 ? null : Cvr.Normalise(compact) ?? compact;
    }
}
