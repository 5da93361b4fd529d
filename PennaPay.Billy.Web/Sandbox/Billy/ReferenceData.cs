using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What is the same for every company: countries, currencies and the like. Read-only once made.</summary>
internal static class ReferenceData
{
    public const string Eu = "eu";

    private const string EuMembers = "AT,BE,BG,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK";

    private const string Countries =
        """
        AD Andorra; AE United Arab Emirates; AL Albania; AR Argentina; AT Austria; AU Australia; BA Bosnia and Herzegovina;
        BE Belgium; BG Bulgaria; BR Brazil; CA Canada; CH Switzerland; CL Chile; CN China; CO Colombia; CY Cyprus;
        CZ Czech Republic; DE Germany; DK Denmark; EE Estonia; EG Egypt; ES Spain; FI Finland; FO Faroe Islands; FR France;
        GB United Kingdom; GE Georgia; GL Greenland; GR Greece; HK Hong Kong; HR Croatia; HU Hungary; ID Indonesia;
        IE Ireland; IL Israel; IN India; IS Iceland; IT Italy; JP Japan; KE Kenya; KR South Korea; LI Liechtenstein;
        LT Lithuania; LU Luxembourg; LV Latvia; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MK North Macedonia;
        MT Malta; MX Mexico; MY Malaysia; NL Netherlands; NO Norway; NZ New Zealand; PH Philippines; PL Poland;
        PT Portugal; RO Romania; RS Serbia; SA Saudi Arabia; SE Sweden; SG Singapore; SI Slovenia; SK Slovakia;
        SM San Marino; TH Thailand; TR Turkey; TW Taiwan; UA Ukraine; US United States; VN Vietnam; XK Kosovo; ZA South Africa
        """;

    public static SandboxStore Create()
    {
        var store = new SandboxStore(BillySchema.Schema);
        foreach (var (id, name) in new[]
        {
            ("da_DK", "Danish (Denmark)"), ("en_US", "English (United States)"), ("en_GB", "English (United Kingdom)"),
            ("de_DE", "German (Germany)"), ("fr_FR", "French (France)"), ("nl_NL", "Dutch (Netherlands)"),
            ("sv_SE", "Swedish (Sweden)"), ("nb_NO", "Norwegian (Norway)"),
        })
            store.Add("locales", id, ("name", name));

        foreach (var country in Countries.ReplaceLineEndings(" ").Split(';', StringSplitOptions.TrimEntries))
        {
            var id = country[..2];
            store.Add("countries", id,
                ("name", country[3..]), ("hasStates", id is "US" or "CA"), ("hasFiniteZipcodes", id == "DK"),
                ("icon", $"flag-{id.ToLowerInvariant()}"), ("localeId", id == "DK" ? "da_DK" : "en_US"));
        }
        store.Add("countryGroups", Eu, ("name", "European Union"), ("icon", "flag-eu"), ("memberCountryIds", EuMembers));

        // Danish kroner for one unit: near enough to life, and the same every day.
        foreach (var (id, name, rate) in new[]
        {
            ("DKK", "Danish krone", 1m), ("EUR", "Euro", 7.46m), ("SEK", "Swedish krona", 0.66m),
            ("NOK", "Norwegian krone", 0.64m), ("GBP", "Pound sterling", 8.75m), ("USD", "US dollar", 6.85m),
            ("CHF", "Swiss franc", 7.95m), ("PLN", "Polish zloty", 1.74m), ("CZK", "Czech koruna", 0.3m),
            ("HUF", "Hungarian forint", 0.0187m), ("RON", "Romanian leu", 1.5m), ("BGN", "Bulgarian lev", 3.81m),
            ("ISK", "Icelandic krona", 0.053m), ("CAD", "Canadian dollar", 4.95m), ("AUD", "Australian dollar", 4.45m),
            ("JPY", "Japanese yen", 0.046m), ("CNY", "Chinese yuan", 0.95m), ("HKD", "Hong Kong dollar", 0.88m),
            ("SGD", "Singapore dollar", 5.25m), ("NZD", "New Zealand dollar", 4.05m), ("TRY", "Turkish lira", 0.17m),
            ("THB", "Thai baht", 0.2m), ("INR", "Indian rupee", 0.079m), ("ZAR", "South African rand", 0.38m),
        })
            store.Add("currencies", id, ("name", name), ("exchangeRate", rate));

        foreach (var (id, name, report, balance) in new[]
        {
            ("asset", "Asset", "balance", "debit"), ("liability", "Liability", "balance", "credit"),
            ("equity", "Equity", "balance", "credit"), ("revenue", "Revenue", "income", "credit"),
            ("expense", "Expense", "income", "debit"),
        })
            store.Add("accountNatures", id, ("name", name), ("reportType", report), ("normalBalance", balance));

        // Known, but empty: places are free text in the sandbox.
        foreach (var empty in (string[])["cities", "states", "zipcodes"])
            _ = store[empty];
        return store;
    }
}
