namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>
/// Why a field, or a value of one, cannot be saved: the codes of their <see cref="FieldProblem"/>s; each has a Danish and an English
/// text. Those of a value have the field's name, the value and the longest length of a text as arguments.
/// </summary>
public static class CustomFieldProblems
{
    /// <summary>The name is blank.</summary>
    public const string NameMissing = "custom_field_name_missing";

    /// <summary>The name is longer than it can be; argument: the longest length.</summary>
    public const string NameTooLong = "custom_field_name_too_long";

    /// <summary>Another field of the same records is called so; argument: the name.</summary>
    public const string NameTaken = "custom_field_name_taken";

    /// <summary>There are as many fields as there can be; argument: how many.</summary>
    public const string TooManyFields = "custom_field_too_many";

    /// <summary>There is nothing to choose from.</summary>
    public const string ChoicesMissing = "custom_field_choices_missing";

    /// <summary>There are more choices than there can be; argument: how many can be.</summary>
    public const string TooManyChoices = "custom_field_too_many_choices";

    /// <summary>A choice is longer than it can be; arguments: the choice and the longest length.</summary>
    public const string ChoiceTooLong = "custom_field_choice_too_long";

    /// <summary>A choice stands there twice; argument: the choice.</summary>
    public const string ChoiceTwice = "custom_field_choice_twice";

    /// <summary>A text is longer than it can be.</summary>
    public const string ValueTooLong = "custom_value_too_long";

    /// <summary>It is no number, or one that is too large.</summary>
    public const string ValueNoNumber = "custom_value_no_number";

    /// <summary>It is no day.</summary>
    public const string ValueNoDay = "custom_value_no_day";

    /// <summary>It is none of the choices.</summary>
    public const string ValueNoChoice = "custom_value_no_choice";

    /// <summary>The codes that are about a value, and not about the field.</summary>
    internal static IReadOnlyList<string> OfValues { get; } = [ValueTooLong, ValueNoNumber, ValueNoDay, ValueNoChoice];
}
