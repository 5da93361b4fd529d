using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>A VAT rate.</summary>
public sealed record BillyTaxRate : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Abbreviation { get; init; }
    public string? Description { get; init; }

    /// <summary>A fraction: 0.25 is 25 percent.</summary>
    public decimal? Rate { get; init; }
    public bool? AppliesToSales { get; init; }
    public bool? AppliesToPurchases { get; init; }
    public bool? IsPredefined { get; init; }
    public bool? IsActive { get; init; }
    public string? PredefinedTag { get; init; }
}

/// <summary>Which VAT rate a product gets for which customer (billy-api.md 3.10).</summary>
public sealed record BillySalesTaxRuleset : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Abbreviation { get; init; }
    public string? Description { get; init; }

    /// <summary>The rate when no rule matches.</summary>
    public string? FallbackTaxRateId { get; init; }
    public bool? IsPredefined { get; init; }
    public string? PredefinedTag { get; init; }

    [AllowNull]
    public IReadOnlyList<BillySalesTaxRule> Rules { get; init => field = BillyList.Of(value); } = [];
}

/// <summary>Countries that VAT rules treat alike, such as the EU.</summary>
public sealed record BillyCountryGroup : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>As Billy sends it: documented as text, in a form that nobody has recorded (billy-api.md 3.10).</summary>
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

/// <summary>One rule of a <see cref="BillySalesTaxRuleset"/>; null matches everything.</summary>
public sealed record BillySalesTaxRule
{
    public string? Id { get; init; }
    public string? RulesetId { get; init; }
    public string? CountryId { get; init; }
    public string? StateId { get; init; }
    public string? CountryGroupId { get; init; }

    /// <summary><c>company</c> or <c>person</c>.</summary>
    public string? ContactType { get; init; }
    public string? TaxRateId { get; init; }

    /// <summary>The lowest that matches wins.</summary>
    public int? Priority { get; init; }
}
