using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>The values of a record in its workspace's own fields, by their keys; those that are empty are not there.</summary>
internal static class CustomValues
{
    private const string Nothing = "{}";

    public static IReadOnlyDictionary<string, string> None { get; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Stores them with their record, as a product's prices are: read and written with it, and never without it.</summary>
    public static void Stored(this PropertyBuilder<IReadOnlyDictionary<string, string>> property) => property.HasConversion(
        values => Write(values),
        text => Read(text),
        new ValueComparer<IReadOnlyDictionary<string, string>>(
            (one, other) => Same(one, other), values => values.Count, values => values));

    internal static bool Same(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        ReferenceEquals(one, other)
        || one is not null && other is not null && one.Count == other.Count
            && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    // Most records have none, and lists of ten thousand are read.
    private static IReadOnlyDictionary<string, string> Read(string text) =>
        text == Nothing ? None : JsonSerializer.Deserialize<Dictionary<string, string>>(text, JsonSerializerOptions.Web)!;

    private static string Write(IReadOnlyDictionary<string, string> values) =>
        values.Count == 0 ? Nothing : JsonSerializer.Serialize(values, JsonSerializerOptions.Web);
}
