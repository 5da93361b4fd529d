using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>
/// Finds the ruleset under which Billy gives a line the VAT that the invoice states. A Billy line has no VAT of its own:
/// it follows from the product's ruleset and the contact's country and type.
/// </summary>
internal static class VatSelector
{
    /// <summary>
    /// The ruleset whose outcome for this customer is the line's rate, the organisation's default one first; null when
    /// there is none, so that the line cannot be pushed as it is.
    /// </summary>
    public static BillySalesTaxRuleset? Select(BillyVatSetup setup, VatTreatment treatment, decimal ratePercent, VatParty party) =>
        setup.Rulesets
            .Where(ruleset => OutcomePercent(setup, ruleset, party) == ratePercent)
            .OrderByDescending(ruleset => Fitness(setup, ruleset, treatment))
            .ThenBy(ruleset => ruleset.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The VAT in percent that Billy would add for this customer; null when the ruleset names no rate.</summary>
    public static decimal? OutcomePercent(BillyVatSetup setup, BillySalesTaxRuleset ruleset, VatParty party)
    {
        var rule = ruleset.Rules
            .OrderBy(rule => rule.Priority ?? int.MaxValue)
            .FirstOrDefault(rule => Matches(setup, rule, party));
        var rateId = rule is null ? ruleset.FallbackTaxRateId : rule.TaxRateId;
        return setup.Rates.FirstOrDefault(rate => rate.Id == rateId)?.Rate * 100m;
    }

    private static bool Matches(BillyVatSetup setup, BillySalesTaxRule rule, VatParty party) =>
        (rule.CountryId is null || rule.CountryId == party.CountryCode)
        // Customers carry no state, so a rule for one state can't be theirs.
        && rule.StateId is null
        && (rule.ContactType is null || rule.ContactType == ContactType(party.Kind))
        && (rule.CountryGroupId is null || setup.CountryGroups.Any(group =>
            group.Id == rule.CountryGroupId && group.MemberCountryIds.Contains(party.CountryCode)));

    internal static string ContactType(CustomerKind kind) => kind == CustomerKind.Person ? "person" : "company";

    // Several rulesets may give zero; the name says which box of the VAT return they fill.
    private static int Fitness(BillyVatSetup setup, BillySalesTaxRuleset ruleset, VatTreatment treatment)
    {
        var named = treatment switch
        {
            VatTreatment.Exempt or VatTreatment.OutsideScope or VatTreatment.ZeroRated =>
                ruleset.Abbreviation == "F" || Says("momsfri") || Says("exempt"),
            VatTreatment.EuGoods => Says("EU") && (Says("vare") || Says("goods")),
            VatTreatment.EuServices => Says("EU") && (Says("ydelse") || Says("service")),
            VatTreatment.ReverseCharge => Says("omvendt") || Says("reverse"),
            VatTreatment.ExportGoods or VatTreatment.ExportServices => Says("eksport") || Says("export") || Says("udland"),
            _ => false,
        };
        return (named ? 2 : 0) + (ruleset.Id == setup.DefaultRulesetId ? 1 : 0);

        bool Says(string word) => ruleset.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
    }
}
