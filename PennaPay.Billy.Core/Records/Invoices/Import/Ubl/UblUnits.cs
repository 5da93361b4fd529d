using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Unit codes of UN/ECE Recommendation 20 in the words of a Danish invoice.</summary>
internal static class UblUnits
{
    /// <summary>The word; the code itself where there is no word for it.</summary>
    public static string? Name(string? code) => code switch
    {
        "C62" or "EA" or "H87" or "NAR" or "PCE" => "stk.",
        "HUR" => "timer",
        "MIN" => "minutter",
        "DAY" => "dage",
        "WEE" => "uger",
        "MON" => "måneder",
        "ANN" => "år",
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => "ton",
        "LTR" => "liter",
        "MTR" => "m",
        "MTK" => "m²",
        "MTQ" => "m³",
        "KMT" => "km",
        "KWH" => "kWh",
        "LS" => null,
        _ => InputText.Line(code),
    };
}
