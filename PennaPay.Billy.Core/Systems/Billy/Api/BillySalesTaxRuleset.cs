using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Which VAT rate a product gets for which customer.</summary>
public sealed record BillySalesTaxRuleset : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Abbreviation { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Description { get; init; }

    /// <summary>The rate when no rule matches.</summary>
    public string? FallbackTaxRateId { get; init; }
    public bool? IsPredefined { get; init; }
    public string? PredefinedTag { get; init; }

    [AllowNull]
    public IReadOnlyList<BillySalesTaxRule> Rules { get; init => field = AnswerList.Of(value); } = [];
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
