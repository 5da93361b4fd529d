namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>What a workspace calls its own fields, by their keys.</summary>
public sealed class CustomFieldNames(IReadOnlyDictionary<string, CustomFieldName> names)
{
    public static CustomFieldNames None { get; } = new(new Dictionary<string, CustomFieldName>());

    /// <summary>What a field is called; null for a key that the workspace never had.</summary>
    public CustomFieldName? Of(string key) => names.GetValueOrDefault(key);
}

/// <summary>What a field is called, or was.</summary>
public sealed record CustomFieldName(string Name, CustomFieldType Type, bool IsRemoved);
