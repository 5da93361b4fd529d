using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>A field as a form holds it: everything may be missing or wrong.</summary>
public sealed class CustomFieldForm
{
    /// <summary>Null for a new field.</summary>
    public Guid? Id { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Version { get; set; }

    /// <summary>Whose it is; of a field that is there, only shown.</summary>
    public CustomFieldRecord Record { get; set; }

    /// <inheritdoc cref="CustomField.Name"/>
    public string? Name { get; set; }

    /// <summary>What it holds; of a field that is there, only shown.</summary>
    public CustomFieldType Type { get; set; }

    /// <summary>What can be chosen, one a line.</summary>
    public string? Choices { get; set; }

    /// <summary>A form filled from a stored field.</summary>
    public static CustomFieldForm From(CustomField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new()
        {
            Id = field.Id,
            Version = field.Version,
            Record = field.Record,
            Name = field.Name,
            Type = field.Type,
            Choices = string.Join('\n', field.Choices),
        };
    }

    internal CustomFieldForm Copy() => (CustomFieldForm)MemberwiseClone();

    /// <summary>Writes the form's values, tidied, into a field.</summary>
    internal void CopyTo(CustomField field)
    {
        field.Name = InputText.Line(Name) ?? "";
        field.Choices = field.Type == CustomFieldType.Choice
            ? [.. (InputText.Block(Choices) ?? "").Split('\n').Select(InputText.Line).OfType<string>()]
            : [];
    }
}
