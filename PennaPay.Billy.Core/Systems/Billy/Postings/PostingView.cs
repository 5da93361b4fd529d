using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>How a line is posted, in words; null is not known.</summary>
/// <param name="AccountNo">The account's number.</param>
/// <param name="AccountName">The account's name.</param>
/// <param name="Ruleset">The VAT ruleset's name.</param>
/// <param name="RatePercent">The VAT that Billy adds.</param>
/// <param name="Failure">Why it cannot be posted as things are.</param>
public sealed record PostingView(string? AccountNo, string? AccountName, string? Ruleset, decimal? RatePercent, Failure? Failure = null)
{
    internal static PostingView Unknown { get; } = new(null, null, null, null);

    internal static PostingView Of(BillyAccount? account, BillySalesTaxRuleset? ruleset, BillyVatSetup vat, VatParty party) => new(
        account?.AccountNo, account?.Name, ruleset?.Name,
        !vat.HasVat ? 0 : ruleset is null ? null : VatSelector.OutcomePercent(vat, ruleset, party));
}
