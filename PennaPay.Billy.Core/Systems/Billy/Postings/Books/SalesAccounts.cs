using System.Globalization;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>Which accounts of a chart are for which sales. Pure.</summary>
public static class SalesAccounts
{
    /// <summary>
    /// Whether sales can be posted to the account: it is in use, earns money, and is none that Billy posts to by itself, such as
    /// that for exchange gains. An account that does not say what it is may be one.
    /// </summary>
    public static bool TakesSales(BillyAccount account) => account is
    {
        IsArchived: not true, AccountNo: not null, NatureId: null or "revenue", SystemRole: null or "" or "lateFeesRevenue",
    };

    /// <summary>
    /// The account that the chart has for sales abroad with just this treatment, the first by number; null when it has none, and
    /// for what is sold at home, which is what the default account is for.
    /// </summary>
    internal static BillyAccount? Find(IReadOnlyList<BillyAccount> chart, BillyVatSetup vat, VatTreatment treatment) =>
        IsAbroad(treatment)
            ? chart.Where(account => TakesSales(account) && MeaningOf(account, vat).SuitabilityFor(treatment) == 3)
                .OrderBy(NumberOf).ThenBy(account => account.AccountNo, StringComparer.Ordinal).FirstOrDefault()
            : null;

    /// <summary>What an account is for, by the VAT rate that it has or else by its name.</summary>
    internal static VatMeaning MeaningOf(BillyAccount account, BillyVatSetup vat)
    {
        var named = VatWords.Of(account.Name);
        if (account.TaxRateId is null || vat.Rates.FirstOrDefault(rate => rate.Id == account.TaxRateId) is not { Rate: { } percent } rate)
            return VatMeaning.Of(named.Kind, named.IsServices);
        var words = VatWords.Of(rate);
        return percent > 0
            ? VatMeaning.Of(SaleKind.Taxed, null)
            : VatMeaning.Of(words.Kind ?? named.Kind, words.IsServices ?? named.IsServices);
    }

    private static bool IsAbroad(VatTreatment treatment) => treatment
        is VatTreatment.EuGoods or VatTreatment.EuServices or VatTreatment.ExportGoods or VatTreatment.ExportServices;

    private static long NumberOf(BillyAccount account) =>
        long.TryParse(account.AccountNo, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
