using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>A field of one of our records, with the way to it.</summary>
internal sealed record FieldOf<TRecord, TForm>(SyncField Field, Func<TRecord, string?> Get, Action<TForm, string?> Set)
{
    /// <summary>What a record has in its fields, by their names.</summary>
    public static Dictionary<string, string?> Read(FieldOf<TRecord, TForm>[] fields, TRecord record) =>
        fields.ToDictionary(field => field.Field.Name, field => field.Get(record));

    /// <summary>Types values into a form; fields that are not among them stay.</summary>
    public static void Fill(FieldOf<TRecord, TForm>[] fields, TForm form, IReadOnlyDictionary<string, string?> values)
    {
        foreach (var field in fields)
        {
            if (values.TryGetValue(field.Field.Name, out var value))
                field.Set(form, value);
        }
    }
}
