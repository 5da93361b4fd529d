namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>What a field must be to be saved. Pure.</summary>
public static class CustomFieldRules
{
    public const int MaxName = 60;

    /// <summary>Most fields of one kind of record.</summary>
    public const int MostFields = 20;

    public const int MostChoices = 100;

    public const int MaxChoice = 100;

    /// <summary>Every problem of a field among the others of its kind of record.</summary>
    public static IReadOnlyList<FieldProblem> Check(CustomField field, IReadOnlyList<CustomField> others)
    {
        List<FieldProblem> problems = [];
        if (field.Name.Length == 0)
            problems.Add(new(nameof(field.Name), CustomFieldProblems.NameMissing));
        else if (field.Name.Length > MaxName)
            problems.Add(new(nameof(field.Name), CustomFieldProblems.NameTooLong, MaxName));
        else if (others.FirstOrDefault(other => string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)) is { } same)
            problems.Add(new(nameof(field.Name), CustomFieldProblems.NameTaken, same.Name));
        else if (others.Count >= MostFields)
            problems.Add(new(nameof(field.Name), CustomFieldProblems.TooManyFields, MostFields));
        if (field.Type == CustomFieldType.Choice && CheckChoices(field.Choices) is { } problem)
            problems.Add(problem);
        return problems;
    }

    private static FieldProblem? CheckChoices(IReadOnlyList<string> choices)
    {
        const string place = nameof(CustomField.Choices);
        if (choices.Count == 0)
            return new(place, CustomFieldProblems.ChoicesMissing);
        if (choices.Count > MostChoices)
            return new(place, CustomFieldProblems.TooManyChoices, MostChoices);
        if (choices.FirstOrDefault(choice => choice.Length > MaxChoice) is { } tooLong)
            return new(place, CustomFieldProblems.ChoiceTooLong, tooLong, MaxChoice);
        // A value is any of them in whatever case it was written elsewhere.
        return choices.GroupBy(choice => choice, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? new(place, CustomFieldProblems.ChoiceTwice, twice.Key)
            : null;
    }
}
