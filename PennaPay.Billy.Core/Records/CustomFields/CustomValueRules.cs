using System.Globalization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>What a value must be like in a workspace's own field. Pure.</summary>
public static class CustomValueRules
{
    /// <summary>Longest text.</summary>
    public const int MaxText = OutsideText.LineLength;

    private const string Day = "yyyy-MM-dd";

    // No thousands: what somebody wrote as 12,50 must not pass for 1250.
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>A number as values write it; null for none.</summary>
    public static string? Text(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(decimal?)"/>
    public static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>The number that a value writes; null where it is none.</summary>
    public static decimal? Number(string? value) =>
        decimal.TryParse(InputText.Line(value), Plain, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The day that a value writes; null where it is none.</summary>
    public static DateOnly? Date(string? value) =>
        DateOnly.TryParseExact(InputText.Line(value), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The field of <see cref="FieldProblem"/>s about a value.</summary>
    public static string PlaceOf(string key) => $"CustomValues[{key}]";

    /// <summary>The values that a record has once others were typed, and what is wrong with those; fields that are not among them keep theirs.</summary>
    internal static (IReadOnlyDictionary<string, string> Values, IReadOnlyList<FieldProblem> Problems) Settle(
        IReadOnlyList<CustomField> fields, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?> typed)
    {
        var values = new SortedDictionary<string, string>(before.ToDictionary(), StringComparer.Ordinal);
        List<FieldProblem> problems = [];
        foreach (var field in fields)
        {
            if (!typed.TryGetValue(field.Key, out var text))
                continue;
            var line = InputText.Line(text);
            // A choice that was taken away since stays until somebody chooses another.
            if (line is not null && line == before.GetValueOrDefault(field.Key))
                continue;
            var (value, problem) = line is null ? (null, null) : Read(field, line);
            if (problem is not null)
                problems.Add(new(PlaceOf(field.Key), problem, field.Name, line!, MaxText));
            else if (value is null)
                values.Remove(field.Key);
            else
                values[field.Key] = value;
        }

        return CustomValues.Same(values, before) ? (before, problems) : (values, problems);
    }

    private static (string? Value, string? Problem) Read(CustomField field, string line) => field.Type switch
    {
        CustomFieldType.Number => Number(line) is { } number && line.Length <= MaxText ? (Text(number), null) : (null, CustomFieldProblems.ValueNoNumber),
        CustomFieldType.Date => Date(line) is { } day ? (Text(day), null) : (null, CustomFieldProblems.ValueNoDay),
        CustomFieldType.Choice => field.Choices.FirstOrDefault(choice => string.Equals(choice, line, StringComparison.OrdinalIgnoreCase)) is { } choice
            ? (choice, null)
            : (null, CustomFieldProblems.ValueNoChoice),
        _ => line.Length <= MaxText ? (line, null) : (null, CustomFieldProblems.ValueTooLong),
    };
}
