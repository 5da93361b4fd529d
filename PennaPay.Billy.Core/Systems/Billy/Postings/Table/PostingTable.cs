using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>How the lines of a workspace go to Billy: everything that the table of account and VAT shows. Pure.</summary>
public sealed record PostingTable(
    PostingSetup Books, PostingChoices Choices, string? DefaultAccountCode, IReadOnlyList<VatUse> VatUses, IReadOnlyList<CodeUse> CodeUses)
{
    /// <summary>Every treatment; those in use first.</summary>
    public IReadOnlyList<VatRow> VatRows { get; } =
    [
        .. Enum.GetValues<VatTreatment>()
            .Select(treatment => RowOf(treatment, VatUses))
            .OrderBy(row => row.Lines == 0).ThenBy(row => row.Treatment),
    ];

    /// <summary>Every code that needs a choice or has one; those that stop most invoices first.</summary>
    public IReadOnlyList<AccountRow> AccountRows { get; } = RowsOf(Books, Choices, DefaultAccountCode, CodeUses);

    /// <summary>Where lines go that name no account and whose VAT has none; null when that stops them.</summary>
    public BillyAccount? DefaultAccount =>
        Books.FindAccount(DefaultAccountCode, DefaultAccountCode is null ? null : Choices.Of(DefaultAccountCode).AccountId);

    /// <summary>The lines and invoices that take the default account.</summary>
    public CodeUse WithoutCode => CodeUses.FirstOrDefault(use => use.Code is null) ?? new(null, 0, 0);

    /// <summary>Billy's accounts that take sales, by number.</summary>
    public IReadOnlyList<BillyAccount> AccountsForSales { get; } =
        [.. Books.Accounts.Where(SalesAccounts.TakesSales).OrderBy(account => account.AccountNo, StringComparer.Ordinal)];

    /// <summary>Whether lines used so get through with this ruleset; null lets the rate and the customer decide.</summary>
    public bool Passes(VatUse use, string? rulesetId) =>
        Books.Vat.HasVat ? RulesetFor(use, rulesetId) is not null : use.RatePercent == 0;

    /// <summary>The ruleset that lines used so get; null when none gives them their rate.</summary>
    public BillySalesTaxRuleset? RulesetFor(VatUse use, string? rulesetId) =>
        Books.FindRuleset(use.Treatment, use.RatePercent, use.Party, rulesetId);

    /// <summary>The VAT in percent that a ruleset gives lines used so; null when it names no rate.</summary>
    public decimal? OutcomeOf(VatUse use, string rulesetId) =>
        Books.Vat.Rulesets.FirstOrDefault(ruleset => ruleset.Id == rulesetId) is { } ruleset
            ? VatSelector.OutcomePercent(Books.Vat, ruleset, use.Party)
            : null;

    /// <summary>The box of the VAT return that lines used so go into with this ruleset; null when they do not get through.</summary>
    public VatBox? BoxOf(VatUse use, string? rulesetId) => (Books.Vat.HasVat, RulesetFor(use, rulesetId)) switch
    {
        (true, { } ruleset) => VatSelector.MeaningOf(Books.Vat, ruleset, use.Party).Box,
        _ => null,
    };

    /// <summary>Whether a ruleset gives lines used so their rate, and is known to be for other sales.</summary>
    public bool Contradicts(VatUse use, string? rulesetId) =>
        Books.Vat.HasVat && RulesetFor(use, rulesetId) is { } ruleset
        && VatSelector.Contradicts(VatSelector.MeaningOf(Books.Vat, ruleset, use.Party), use.Treatment, use.Party);

    /// <summary>The account that lines with a treatment take by themselves; null when that is the default one.</summary>
    public BillyAccount? OwnAccountOf(VatTreatment treatment) => DefaultAccountCode is null ? Books.FindAccountFor(treatment) : null;

    /// <summary>
    /// The account that the chart has for a treatment, where lines without a code of their own go to another one that is not for
    /// such sales.
    /// </summary>
    /// <param name="treatment">How VAT treats the lines.</param>
    /// <param name="chosenId">The account that is chosen for them.</param>
    public BillyAccount? BetterAccountFor(VatTreatment treatment, string? chosenId)
    {
        var taken = chosenId is null && DefaultAccountCode is not null ? DefaultAccount : Books.FindAccount(null, chosenId, treatment);
        return taken is not null && Books.FindAccountFor(treatment) is { } better
            && SalesAccounts.MeaningOf(taken, Books.Vat).SuitabilityFor(treatment) == 0
            ? better
            : null;
    }

    private static VatRow RowOf(VatTreatment treatment, IReadOnlyList<VatUse> uses)
    {
        var own = uses.Where(use => use.Treatment == treatment)
            .OrderByDescending(use => use.Lines).ThenBy(use => use.Party.CountryCode, StringComparer.Ordinal).ToList();
        return new(treatment, own.Count > 0 ? own : [new(treatment, VatRates.Of(treatment), Typical(treatment), 0, 0)]);
    }

    private static List<AccountRow> RowsOf(PostingSetup books, PostingChoices choices, string? defaultCode, IReadOnlyList<CodeUse> uses)
    {
        // A file that was read with a wrong column can bring a hundred thousand codes.
        var byCode = uses.ToLookup(use => use.Code ?? "", StringComparer.Ordinal);
        return
        [
            .. uses.Select(use => use.Code ?? defaultCode).Append(defaultCode).Concat(choices.AccountCodes).OfType<string>().Distinct()
                .Where(code => books.FindAccount(code, null) is null || choices.Of(code) != PostingTarget.Open)
                .Select(code => RowOf(code, defaultCode, byCode))
                .OrderByDescending(row => row.Waiting).ThenBy(row => row.Code, StringComparer.Ordinal),
        ];
    }

    private static AccountRow RowOf(string code, string? defaultCode, ILookup<string, CodeUse> uses)
    {
        var isDefault = code == defaultCode;
        var own = uses[code].Concat(isDefault ? uses[""] : []).ToList();
        return new(code, isDefault, own.Sum(use => use.Lines), own.Sum(use => use.Waiting));
    }

    private static VatParty Typical(VatTreatment treatment) => treatment switch
    {
        VatTreatment.EuGoods or VatTreatment.EuServices => new("DE", CustomerKind.Company),
        VatTreatment.ExportGoods or VatTreatment.ExportServices => new("NO", CustomerKind.Company),
        _ => new(Countries.Denmark, CustomerKind.Company),
    };
}
