using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The VAT that a line of Billy's has. Pure.</summary>
/// <param name="rates">The organisation's VAT rates.</param>
internal sealed class LineVat(IReadOnlyList<BillyTaxRate> rates)
{
    private const decimal Most = 100;

    private readonly Dictionary<string, BillyTaxRate> rates = rates.DistinctBy(rate => rate.Id).ToDictionary(rate => rate.Id);

    /// <summary>
    /// The treatment, its rate in percent and Billy's abbreviation of it. What a rate of nothing is for is told by its name alone; where
    /// that says nothing, and where a line has no rate, it is exempt. A rate that is not known is what the line's VAT is of its amount.
    /// </summary>
    /// <param name="line">Of which line.</param>
    /// <param name="isInclusive">Whether its amount has the VAT within.</param>
    public (VatTreatment Treatment, decimal Rate, string? Code) Of(BillyInvoiceLine line, bool isInclusive)
    {
        if (line.TaxRateId is not { } id || !rates.TryGetValue(id, out var found) || found.Rate is not (>= 0 and <= 1 and var fraction))
            return Charged(line, isInclusive) is var percent and > 0 ? (VatTreatment.Standard, percent, null) : (VatTreatment.Exempt, 0, null);
        var code = OutsideText.Line(InputText.Line(found.Abbreviation), InvoiceRules.MaxShortText);
        return fraction > 0 ? (VatTreatment.Standard, fraction * Most, code) : (Untaxed(found), 0, code);
    }

    private static VatTreatment Untaxed(BillyTaxRate rate)
    {
        var words = VatWords.Of(rate);
        return VatMeaning.Of(words.Kind, words.IsServices).Treatments is [var first, ..] ? first : VatTreatment.Exempt;
    }

    private static decimal Charged(BillyInvoiceLine line, bool isInclusive)
    {
        if (line is not { Amount: { } amount and not 0, Tax: { } tax and not 0 } || Math.Abs(amount) > Money.Largest || Math.Abs(tax) > Money.Largest)
            return 0;
        var net = isInclusive ? amount - tax : amount;
        if (Money.Round(net * VatRates.DanishStandard / Most) == tax)
            return VatRates.DanishStandard;
        return net != 0 && Math.Round(tax / net * Most, 2) is > 0 and <= Most and var percent ? percent : 0;
    }
}
