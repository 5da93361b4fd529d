using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>VAT treatments as a CSV file writes them: UBL's letters, or words.</summary>
internal static class CsvVatCodes
{
    public static VatTreatment? Find(string code, string customerCountry) => code.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal) switch
    {
        "moms" or "standard" => VatTreatment.Standard,
        "momsfri" or "exempt" or "momsfritaget" => VatTreatment.Exempt,
        "nulsats" or "zerorated" => VatTreatment.ZeroRated,
        "omvendtbetalingspligt" or "omvendt" or "reversecharge" => VatCategories.Find("AE", customerCountry),
        "euvarer" or "eugoods" => VatTreatment.EuGoods,
        "euydelser" or "euservices" => VatTreatment.EuServices,
        "eksportvarer" or "exportgoods" => VatTreatment.ExportGoods,
        "eksportydelser" or "exportservices" => VatTreatment.ExportServices,
        "udenformoms" or "outsidescope" => VatTreatment.OutsideScope,
        var letters => VatCategories.Find(letters, customerCountry),
    };
}
