using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>How lines are posted in Billy, in words.</summary>
internal static class PostingViews
{
    public static PostingView Unknown { get; } = new(null, null, null, null);

    public static PostingView Of(BillyAccount? account, BillySalesTaxRuleset? ruleset, BillyVatSetup vat, VatParty party) => new(
        account?.AccountNo, account?.Name, ruleset?.Name,
        !vat.HasVat ? 0 : ruleset is null ? null : VatSelector.OutcomePercent(vat, ruleset, party));
}
