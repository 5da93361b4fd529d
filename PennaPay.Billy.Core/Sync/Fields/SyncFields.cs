using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>What is asked of the fields of one side.</summary>
internal static class SyncFields
{
    /// <summary>Whether a record has a value in a field, however it is written; no field that the side does not know is special.</summary>
    public static bool Has(this IReadOnlyList<SyncField> fields, SyncRecord record, string name, string? value) =>
        FieldValue.Same(fields.FirstOrDefault(field => field.Name == SyncField.NameIn(name))?.Type ?? FieldType.Text, value, record.Of(name));
}
