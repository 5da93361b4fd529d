using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>VAT categories of UN/CEFACT 5305, as EN 16931 allows them.</summary>
internal static class VatCategories
{
    /// <summary>
    /// The treatment; null when unknown. AE is reverse charge: at home for a Danish customer, and the EU's rule for
    /// services for one in another EU country. The Canary Islands' (L) and Ceuta's (M) taxes are not VAT.
    /// </summary>
    public static VatTreatment? Find(string code, string customerCountry) => code.ToUpperInvariant() switch
    {
        "S" => VatTreatment.Standard,
        "E" => VatTreatment.Exempt,
        "Z" => VatTreatment.ZeroRated,
        "AE" when customerCountry != Countries.Denmark && Countries.IsInEuropeanUnion(customerCountry) => VatTreatment.EuServices,
        "AE" => VatTreatment.ReverseCharge,
        "K" => VatTreatment.EuGoods,
        "G" => VatTreatment.ExportGoods,
        "O" => VatTreatment.OutsideScope,
        _ => null,
    };
}
