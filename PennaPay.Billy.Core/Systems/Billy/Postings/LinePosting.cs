using System.Globalization;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>Decides how a line is posted. Pure; pushing and previewing ask the same question here.</summary>
internal static class LinePosting
{
    /// <summary>The account and the ruleset of a line, or the refusal: never another VAT than the invoice states.</summary>
    public static Posting Decide(ProductKey key, PostingSetup books)
    {
        if (books.FindAccount(key.AccountCode, key.Chosen.AccountId, key.Treatment) is not { } account)
            return new Posting.Blocked(new Failure(FailureCodes.AccountUnknown, key.AccountCode));
        if (!books.Vat.HasVat)
        {
            return key.RatePercent == 0
                ? new Posting.Decided(account, null)
                : new Posting.Blocked(new Failure(FailureCodes.VatUnmapped, Describe(key)));
        }

        return books.FindRuleset(key.Treatment, key.RatePercent, key.Party, key.Chosen.RulesetId) is { } ruleset
            ? new Posting.Decided(account, ruleset)
            : new Posting.Blocked(Refusal(key, books.Vat));
    }

    // Where a rate above zero is not to be had, the rate is what is wrong; where zero is, no ruleset is for such sales.
    private static Failure Refusal(ProductKey key, BillyVatSetup vat) => key.Chosen.RulesetId is null && key.Treatment != VatTreatment.Standard
        ? new Failure(FailureCodes.VatRulesetMissing, $"{key.Treatment} ({key.Party.CountryCode})")
        : new Failure(FailureCodes.VatUnmapped, Describe(key, vat));

    private static string Describe(ProductKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.RatePercent:0.##} % ({key.Party.CountryCode})");

    private static string Describe(ProductKey key, BillyVatSetup vat)
    {
        if (key.Chosen.RulesetId is null || vat.Rulesets.FirstOrDefault(r => r.Id == key.Chosen.RulesetId) is not { } chosen)
            return Describe(key);
        var outcome = VatSelector.OutcomePercent(vat, chosen, key.Party);
        return string.Create(
            CultureInfo.InvariantCulture, $"{chosen.Name}: {outcome:0.##} % ≠ {key.RatePercent:0.##} % ({key.Party.CountryCode})");
    }
}
