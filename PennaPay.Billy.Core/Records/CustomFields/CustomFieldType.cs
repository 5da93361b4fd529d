namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>What a field holds. Stored as a number: add at the end.</summary>
public enum CustomFieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>A decimal number, stored with a point.</summary>
    Number,

    /// <summary>A day, stored as <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>One of <see cref="CustomField.Choices"/>.</summary>
    Choice,
}
