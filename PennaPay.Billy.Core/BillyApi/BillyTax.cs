using System.Diagnostics.CodeAnalysis;

namespace PennaPay.Billy.Core.BillyApi;

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
