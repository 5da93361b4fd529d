using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>Keeps what a system said of single fields as JSON in one column.</summary>
internal static class StoredFieldMessages
{
    public static ValueConverter<IReadOnlyList<FieldMessage>?, string?> Converter { get; } =
        new(fields => JsonSerializer.Serialize(fields, JsonSerializerOptions.Web),
            stored => JsonSerializer.Deserialize<IReadOnlyList<FieldMessage>>(stored!, JsonSerializerOptions.Web));

    public static ValueComparer<IReadOnlyList<FieldMessage>?> Comparer { get; } =
        new((a, b) => ReferenceEquals(a, b) || a != null && b != null && a.SequenceEqual(b), fields => fields == null ? 0 : fields.Count, fields => fields);
}
