namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Billy's Danish chart of accounts as recorded.</summary>
internal static class Chart
{
    // Number|name|nature|abbreviation of the tax rate|role; "bank" and "payment" are not roles but what the account may do.
    private const string Lines =
        """
        1110|Salg|revenue|S
        1115|Salg af fragt|revenue
        1120|Salg til øvrig udland - varer|revenue|SXV
        1130|Salg til øvrig udland - ydelser|revenue|SXY
        1140|Salg til EU - varer|revenue|SEV
        1150|Salg til EU - ydelser|revenue|SEY
        1210|Vareindkøb|expense|K
        1220|Køb af varer - EU|expense|KEV
        1230|Køb af ydelser - EU|expense|KEY
        1240|Køb af varer - øvrig udland|expense|KUV
        1250|Køb af ydelser - øvrig udland|expense|KUY
        1260|Regulering af varelager|expense
        1270|Andre direkte omkostninger|expense|K
        1410|AM-indkomst|expense
        1420|ATP-bidrag|expense
        1430|Personalegoder|expense
        1440|Personalepleje|expense
        1450|Pension|expense
        1460|Fradrag|expense
        1470|Sociale omkostninger|expense
        1480|Tillæg|expense
        1485|B-honorar|expense
        1490|Feriepenge|expense
        1510|Husleje med moms|expense|K
        1520|Husleje uden moms|expense
        1530|El, vand og varme|expense
        1540|Vedligeholdelse og rengøring|expense|K
        1550|Forsikringer (lokale)|expense
        1610|Fragt udgifter|expense
        1620|Transport og rejser|expense
        1630|Reklamer og markedsføring|expense|K
        1640|Hotel|expense
        1650|Repræsentation|expense
        1660|Restaurant|expense|KR
        1710|Brændstof|expense
        1720|Vedligeholdelse|expense
        1730|Parkering|expense
        1740|Bilforsikring|expense
        1750|Vægtafgift|expense
        1810|Kontorartikler|expense|K
        1820|Website|expense|K
        1830|Telefon og internet|expense|K
        1840|Små anskaffelser|expense|K
        1850|Kørselsgodtgørelse|expense
        1860|Konsulenter og freelancere|expense|K
        1870|Forsikring|expense
        1880|Inventar|expense|K
        1890|Tab på kunder|expense
        1895|Ej fradragsberettigede omkostninger|expense
        2010|Afskrivninger|expense
        2210|Realiserede kursgevinster og -tab|revenue||realizedCurrencyDifference
        2220|Rykkergebyrer|revenue||lateFeesRevenue
        2230|Renteindtægter|revenue
        2240|Gebyr indtægter|revenue
        2310|Renteudgifter|expense
        2320|Gebyrer|expense
        2510|Ekstraordinære indtægter med moms|revenue|S
        2520|Ekstraordinære udgifter med moms|expense|K
        5210|Immaterielle anlægsaktiver|asset
        5310|Driftmidler og inventar (kostpris)|asset
        5320|Driftmidler og inventar, akkumulerede afskrivninger|asset
        5410|Kapitalandele af tilknyttede virksomheder|asset
        5420|Kapitalandele af associerede virksomheder|asset
        5430|Andre værdipapirer og kapitalandele|asset
        5440|Deposita|asset
        5710|Bank|asset||bank
        5720|Kontantbeholdning|asset
        5810|Til gode hos kunder|asset||accountsReceivable
        5820|Til gode hos leverandører|asset||prepaymentAsset
        5830|Varelager|asset
        7110|Dette års resultat|equity||currentEarnings
        7120|Overført resultat|equity||retainedEarnings
        7130|Mellemregning med ejer|equity||payment
        7140|Indskudt kapital|equity
        7150|Urealiserede kursgevinster og -tab|equity||unrealizedCurrencyDifference
        7210|Afregnet moms|liability||salesTaxPayable
        7220|Købsmoms (indgående moms)|liability
        7230|Moms af varer købt i udlandet|liability
        7240|Moms af ydelser købt i udlandet|liability
        7250|Salgsmoms (udgående moms)|liability||salesTax
        7310|Skyldnere til kunder|liability||prepaymentLiability
        7320|Skyldnere til leverandører|liability||accountsPayable
        7330|Skyldig A-skat|liability
        7340|Skyldig AM-bidrag|liability
        7350|Skyldig ATP|liability
        7360|Hensatte forpligtelser|liability
        7370|Skyldig pension|liability
        7380|Skyldige feriepenge|liability
        7390|Skyldige sociale omkostninger|liability
        """;

    public static IReadOnlyList<ChartGroup> Groups { get; } =
    [
        new(1100, "Omsætning", "revenue"), new(1200, "Direkte omkostninger", "expense"), new(1400, "Lønninger", "expense"),
        new(1500, "Lokaleomkostninger", "expense"), new(1600, "Salgs- og rejseomkostninger", "expense"),
        new(1700, "Bilomkostninger", "expense"), new(1800, "Administration", "expense"), new(2000, "Afskrivninger", "expense"),
        new(2200, "Finansielle indtægter", "revenue"), new(2300, "Finansielle udgifter", "expense"),
        new(2500, "Ekstraordinære poster", "revenue"), new(5200, "Immaterielle anlægsaktiver", "asset"),
        new(5300, "Materielle anlægsaktiver", "asset"), new(5400, "Finansielle anlægsaktiver", "asset"),
        new(5700, "Likvide midler", "asset"), new(5800, "Omsætningsaktiver", "asset"), new(7100, "Egenkapital", "equity"),
        new(7200, "Moms", "liability"), new(7300, "Gæld", "liability"),
    ];

    public static IReadOnlyList<ChartAccount> Accounts { get; } =
        [.. Lines.Split('\n').Select(line => line.Trim().Split('|')).Select(Parse)];

    private static ChartAccount Parse(string[] parts) => new(
        int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], parts[2], At(parts, 3), At(parts, 4));

    private static string? At(string[] parts, int index) => index < parts.Length && parts[index].Length > 0 ? parts[index] : null;
}

internal sealed record ChartGroup(int Number, string Name, string Nature);

internal sealed record ChartAccount(int Number, string Name, string Nature, string? TaxRate, string? Role)
{
    /// <summary>What belongs on it, in a sentence; null where the name says enough.</summary>
    public string? Description => Number switch
    {
        1110 => "Salg i Danmark med 25 % moms.",
        1140 => "Varer solgt til virksomheder i andre EU-lande, uden moms.",
        1150 => "Ydelser solgt til virksomheder i andre EU-lande, uden moms.",
        1230 => "Ydelser købt i andre EU-lande; køber beregner selv momsen (omvendt betalingspligt).",
        1650 => "Gaver og bespisning af forretningsforbindelser; kun en del kan trækkes fra i skat.",
        5710 => "Virksomhedens bankkonto.",
        5810 => "Det, kunder skylder for bogførte fakturaer.",
        7220 => "Moms af køb, som trækkes fra.",
        7250 => "Moms af salg, som skal betales.",
        7320 => "Det, vi skylder for bogførte regninger.",
        _ => null,
    };

    /// <summary>The number of its group: 1115 stands in 1100.</summary>
    public int Group => Number / 100 * 100;
}
