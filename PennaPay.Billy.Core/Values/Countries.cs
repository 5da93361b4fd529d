using System.Collections.Frozen;

namespace PennaPay.Billy.Core.Values;

/// <summary>Countries by their ISO 3166 codes of two letters.</summary>
public static class Countries
{
    /// <summary>The code of the country that PennaPay's users live in.</summary>
    public const string Denmark = "DK";

    private static readonly FrozenSet<string> Codes = Split("""
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
        CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
        GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
        KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
        MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
        SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
        UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """);

    private static readonly FrozenSet<string> Union = Split(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK");

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["danmark"] = "DK", ["denmark"] = "DK", ["sverige"] = "SE", ["sweden"] = "SE", ["norge"] = "NO",
        ["norway"] = "NO", ["tyskland"] = "DE", ["germany"] = "DE", ["finland"] = "FI", ["island"] = "IS",
        ["iceland"] = "IS", ["færøerne"] = "FO", ["faroe islands"] = "FO", ["grønland"] = "GL", ["greenland"] = "GL",
        ["storbritannien"] = "GB", ["united kingdom"] = "GB", ["england"] = "GB", ["irland"] = "IE", ["ireland"] = "IE",
        ["holland"] = "NL", ["nederlandene"] = "NL", ["netherlands"] = "NL", ["belgien"] = "BE", ["belgium"] = "BE",
        ["frankrig"] = "FR", ["france"] = "FR", ["spanien"] = "ES", ["spain"] = "ES", ["italien"] = "IT", ["italy"] = "IT",
        ["polen"] = "PL", ["poland"] = "PL", ["østrig"] = "AT", ["austria"] = "AT", ["schweiz"] = "CH",
        ["switzerland"] = "CH", ["usa"] = "US", ["united states"] = "US",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every code, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Codes.Order(StringComparer.Ordinal)];

    /// <summary>Whether this is a code, in capitals.</summary>
    public static bool IsKnown(string? code) => code is not null && Codes.Contains(code);

    /// <summary>Whether the country is in the European Union, Denmark included.</summary>
    public static bool IsInEuropeanUnion(string? code) => code is not null && Union.Contains(code);

    /// <summary>The code for a code in any case, or for the Danish or English name of a usual country; else null.</summary>
    public static string? Find(string? codeOrName)
    {
        var text = codeOrName?.Trim() ?? "";
        var code = text.ToUpperInvariant();
        return IsKnown(code) ? code : Names.GetValueOrDefault(text);
    }

    private static FrozenSet<string> Split(string codes) =>
        codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
