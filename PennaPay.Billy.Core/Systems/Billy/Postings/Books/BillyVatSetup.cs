using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>The VAT set-up of one Billy organisation.</summary>
public sealed record BillyVatSetup(
    bool HasVat,
    string? DefaultRulesetId,
    IReadOnlyList<BillySalesTaxRuleset> Rulesets,
    IReadOnlyList<BillyTaxRate> Rates,
    IReadOnlyList<BillyCountryGroup> CountryGroups);
