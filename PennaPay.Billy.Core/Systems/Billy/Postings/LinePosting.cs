using System.Globalization;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>How a line is posted in Billy, or why it cannot be.</summary>
public abstract record Posting
{
    private Posting()
    {
    }

    /// <summary>To this account, with the VAT of this ruleset; null where the organisation charges none.</summary>
    public sealed record Decided(BillyAccount Account, BillySalesTaxRuleset? Ruleset) : Posting;

    /// <summary>As things are, not at all.</summary>
    public sealed record Blocked(Failure Failure) : Posting;
}

/// <summary>What of an organisation's books decides how lines are posted.</summary>
/// <param name="Accounts">The chart of accounts, closed ones too.</param>
/// <param name="DefaultSalesAccountId">The account for lines that name none.</param>
/// <param name="Vat">The VAT set-up.</param>
public sealed record PostingSetup(IReadOnlyList<BillyAccount> Accounts, string? DefaultSalesAccountId, BillyVatSetup Vat)
{
    /// <summary>The account that a choice, a code or the default leads to; null when there is none in use.</summary>
    public BillyAccount? FindAccount(string? code, string? chosenId) => Accounts.FirstOrDefault(account =>
        account.IsArchived != true
        && (chosenId is not null ? account.Id == chosenId
            : code is not null ? account.AccountNo == code
            : account.Id == DefaultSalesAccountId));

    /// <summary>
    /// The ruleset that gives this party the rate: the chosen one, or the one that fits best; null when it does not, or
    /// there is none. A chosen ruleset is never passed over for a better one.
    /// </summary>
    public BillySalesTaxRuleset? FindRuleset(VatTreatment treatment, decimal ratePercent, VatParty party, string? chosenId)
    {
        if (chosenId is null)
            return VatSelector.Select(Vat, treatment, ratePercent, party);
        return Vat.Rulesets.FirstOrDefault(ruleset => ruleset.Id == chosenId) is { } chosen
            && VatSelector.OutcomePercent(Vat, chosen, party) == ratePercent
            ? chosen
            : null;
    }
}

/// <summary>Decides how a line is posted. Pure; pushing and previewing ask the same question here.</summary>
public static class LinePosting
{
    /// <summary>The account and the ruleset of a line, or the refusal (law 6: never another VAT than the invoice states).</summary>
    public static Posting Decide(ProductKey key, PostingSetup books)
    {
        if (books.FindAccount(key.AccountCode, key.Chosen.AccountId) is not { } account)
            return new Posting.Blocked(new Failure(FailureCodes.AccountUnknown, key.AccountCode));
        if (!books.Vat.HasVat)
        {
            return key.RatePercent == 0
                ? new Posting.Decided(account, null)
                : new Posting.Blocked(new Failure(FailureCodes.VatUnmapped, Describe(key)));
        }

        return books.FindRuleset(key.Treatment, key.RatePercent, key.Party, key.Chosen.RulesetId) is { } ruleset
            ? new Posting.Decided(account, ruleset)
            : new Posting.Blocked(new Failure(FailureCodes.VatUnmapped, Describe(key, books.Vat)));
    }

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
