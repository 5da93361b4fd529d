using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>
/// Finds the ruleset under which Billy gives a line the VAT that the invoice states. A Billy line has no VAT of its own:
/// it follows from the product's ruleset and the contact's country and type.
/// </summary>
internal static class VatSelector
{
    private static readonly VatParty Dane = new(Countries.Denmark, CustomerKind.Company);

    /// <summary>
    /// The ruleset that gives this customer the line's rate and is for such sales; null when there is none, so that the line
    /// cannot be pushed as it is. Several rulesets give zero, and each goes into another box of the VAT return: one that
    /// merely gives zero is never taken.
    /// </summary>
    public static BillySalesTaxRuleset? Select(BillyVatSetup setup, VatTreatment treatment, decimal ratePercent, VatParty party) =>
        setup.Rulesets
            .Where(ruleset => OutcomePercent(setup, ruleset, party) == ratePercent)
            .Select(ruleset => (Ruleset: ruleset, Fitness: Fitness(MeaningOf(setup, ruleset, party), treatment, party)))
            .Where(candidate => candidate.Fitness > 0)
            .OrderByDescending(candidate => candidate.Fitness)
            .ThenByDescending(candidate => IsNamedFor(candidate.Ruleset, treatment, party))
            .ThenByDescending(candidate => candidate.Ruleset.Id == setup.DefaultRulesetId)
            .ThenBy(candidate => candidate.Ruleset.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Ruleset)
            .FirstOrDefault();

    /// <summary>The VAT in percent that Billy would add for this customer; null when the ruleset names no rate.</summary>
    public static decimal? OutcomePercent(BillyVatSetup setup, BillySalesTaxRuleset ruleset, VatParty party) =>
        RateOf(setup, ruleset, party)?.Rate * 100m;

    /// <summary>
    /// What kind of sale to this customer a ruleset is for. The rate that it leads to says most, for the VAT return is made up
    /// by rates; then the ruleset's own name; then that it charges Danes and not this customer.
    /// </summary>
    public static VatMeaning MeaningOf(BillyVatSetup setup, BillySalesTaxRuleset ruleset, VatParty party)
    {
        if (RateOf(setup, ruleset, party) is not { Rate: { } percent } rate)
            return VatMeaning.Unknown;
        if (percent > 0)
            return VatMeaning.Of(SaleKind.Taxed, null);
        var (own, named) = (VatWords.Of(rate), VatWords.Of(ruleset));
        var isInUnion = party.CountryCode != Countries.Denmark && Countries.IsInEuropeanUnion(party.CountryCode);
        // A ruleset is for many customers. This one may be none of those whom its name speaks of.
        var byName = named.Kind == SaleKind.Eu && !isInUnion ? null : named.Kind;
        return VatMeaning.Of(own.Kind ?? byName ?? KindByCustomer(), own.IsServices ?? named.IsServices);

        SaleKind? KindByCustomer() => party.CountryCode == Countries.Denmark || OutcomePercent(setup, ruleset, Dane) is not > 0 ? null
            : isInUnion ? SaleKind.Eu : SaleKind.Export;
    }

    /// <summary>Whether a meaning is known to be another than the treatment has for this customer.</summary>
    public static bool Contradicts(VatMeaning meaning, VatTreatment treatment, VatParty party) =>
        meaning.Contradicts(treatment) && Fitness(meaning, treatment, party) == 0;

    // What is sold at the rate zero to somebody outside the EU is an export to the VAT return (momsloven § 34).
    private static int Fitness(VatMeaning meaning, VatTreatment treatment, VatParty party) => (meaning.SuitabilityFor(treatment), IsExported(treatment, party)) switch
    {
        (0, true) => Math.Min(1, meaning.SuitabilityFor(VatTreatment.ExportGoods)),
        var (suits, _) => suits,
    };

    private static bool IsExported(VatTreatment treatment, VatParty party) =>
        treatment == VatTreatment.ZeroRated && !Countries.IsInEuropeanUnion(party.CountryCode);

    internal static string ContactType(CustomerKind kind) => kind == CustomerKind.Person ? "person" : "company";

    private static BillyTaxRate? RateOf(BillyVatSetup setup, BillySalesTaxRuleset ruleset, VatParty party)
    {
        var rule = ruleset.Rules
            .OrderBy(rule => rule.Priority ?? int.MaxValue)
            .FirstOrDefault(rule => Matches(setup, rule, party));
        var rateId = rule is null ? ruleset.FallbackTaxRateId : rule.TaxRateId;
        return setup.Rates.FirstOrDefault(rate => rate.Id == rateId);
    }

    private static bool Matches(BillyVatSetup setup, BillySalesTaxRule rule, VatParty party) =>
        (rule.CountryId is null || rule.CountryId == party.CountryCode)
        // Customers carry no state, so a rule for one state can't be theirs.
        && rule.StateId is null
        && (rule.ContactType is null || rule.ContactType == ContactType(party.Kind))
        && (rule.CountryGroupId is null || setup.CountryGroups.Any(group =>
            group.Id == rule.CountryGroupId && group.MemberCountryIds.Contains(party.CountryCode)));

    private static bool IsNamedFor(BillySalesTaxRuleset ruleset, VatTreatment treatment, VatParty party)
    {
        var words = VatWords.Of(ruleset);
        var named = VatMeaning.Of(words.Kind, words.IsServices).Treatments;
        return named.Contains(treatment) || IsExported(treatment, party) && named.Contains(VatTreatment.ExportGoods);
    }
}
