using System.Text.Json;
using System.Text.Json.Serialization;

using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Countries that VAT rules treat alike, such as the EU.</summary>
public sealed record BillyCountryGroup : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>As Billy sends it: documented as text, in a form that nobody has recorded.</summary>
    [JsonInclude, JsonPropertyName("memberCountryIds")]
    internal JsonElement? Members { get; init; }

    /// <summary>The members' two-letter codes, from a list of texts or from one text with separators.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MemberCountryIds => field ??= Members switch
    {
        { ValueKind: JsonValueKind.Array } list =>
            [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.String } text =>
            text.GetString()!.Split([',', ';', ' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => [],
    };
}
