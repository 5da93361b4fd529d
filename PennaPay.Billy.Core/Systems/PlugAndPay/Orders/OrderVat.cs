using System.Globalization;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>How VAT treats a part of an order.</summary>
/// <param name="Code">
/// Country and rate, such as <c>BE:21</c> or <c>NL:5.5</c>, and <c>DE:0:reverse</c> where the customer owes the VAT; null where Plug&amp;Pay
/// tells no rate.
/// </param>
/// <param name="Percentage">The rate in percent; 0 where none is told.</param>
/// <param name="Treatment">What it comes to.</param>
internal readonly record struct OrderVat(string? Code, decimal Percentage, VatTreatment Treatment)
{
    private const string Reverse = "reverse";
    private const int MostDecimals = 4;

    /// <param name="rate">As it is told of the part, or of the whole order where that has one alone.</param>
    /// <param name="billing">Who buys, and where.</param>
    /// <param name="isPhysical">Whether goods are sold.</param>
    public static OrderVat Of(PlugAndPayTaxRate? rate, PlugAndPayBilling? billing, bool isPhysical)
    {
        if (rate?.Percentage is not (>= 0 and <= 100 and var told))
            return new(null, 0, VatTreatment.Exempt);
        var percentage = Math.Round(told, MostDecimals);
        var country = Countries.Find(rate.Country) ?? Countries.Find(billing?.Address?.Country) ?? "";
        var isReversed = percentage == 0 && billing?.Contact?.TaxExempt == Reverse;
        var code = $"{country}:{percentage.ToString("0.####", CultureInfo.InvariantCulture)}{(isReversed ? ":" + Reverse : "")}";
        return new(code, percentage, percentage > 0 ? VatTreatment.Standard : TreatmentOf(country, isReversed, isPhysical));
    }

    private static VatTreatment TreatmentOf(string country, bool isReversed, bool isPhysical) =>
        isReversed ? isPhysical ? VatTreatment.EuGoods : VatTreatment.EuServices
        : country.Length == 0 || Countries.IsInEuropeanUnion(country) ? VatTreatment.ZeroRated
        : isPhysical ? VatTreatment.ExportGoods
        : VatTreatment.ExportServices;
}
