using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

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

    /// <summary>The same for a line: where neither code nor choice says otherwise, the account that the chart has for its VAT.</summary>
    public BillyAccount? FindAccount(string? code, string? chosenId, VatTreatment treatment) =>
        (code ?? chosenId) is null && FindAccountFor(treatment) is { } own ? own : FindAccount(code, chosenId);

    /// <summary>The account that the chart has for just such sales; null when it has none, or the organisation charges no VAT.</summary>
    public BillyAccount? FindAccountFor(VatTreatment treatment) => Vat.HasVat ? SalesAccounts.Find(Accounts, Vat, treatment) : null;

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
