using System.Xml.Linq;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>
/// Where a line's VAT category stands. Peppol has it with the item; OIOUBL with the line's tax total, and often with the item as well,
/// or only once for the whole document.
/// </summary>
internal static class UblTaxes
{
    /// <summary>The category of a line; null where it has none.</summary>
    public static XElement? OfLine(XElement line, XElement item) =>
        item.Element(UblNames.Cac + "ClassifiedTaxCategory") ?? OfTotals(line) ?? (line.Parent is { } document ? OfTotals(document) : null);

    /// <summary>The treatment of a category; null when unknown. OIOUBL writes words (codelist taxcategoryid-1.1), Peppol letters.</summary>
    public static VatTreatment? Find(string code, string customerCountry) => code switch
    {
        "StandardRated" => VatCategories.Find("S", customerCountry),
        "ZeroRated" => VatCategories.Find("Z", customerCountry),
        "ReverseCharge" => VatCategories.Find("AE", customerCountry),
        _ => VatCategories.Find(code, customerCountry),
    };

    // Several categories of a document do not tell which one a line has.
    private static XElement? OfTotals(XElement parent) =>
        parent.Elements(UblNames.Cac + "TaxTotal").Elements(UblNames.Cac + "TaxSubtotal").Elements(UblNames.Cac + "TaxCategory").ToList() is [var only]
            ? only
            : null;
}
