using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What is the same for every company: countries, currencies and the like. Read-only once made.</summary>
internal static class ReferenceData
{
    public const string Eu = "eu";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

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

    private const string States =
        """
        AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; FL Florida;
        GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine;
        MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada;
        NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma;
        OR Oregon; PA Pennsylvania; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah;
        VT Vermont; VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming
        """;

    // Zip code, id and name of the city.
    private const string Places =
        """
        2000 frederiksberg Frederiksberg; 2100 koebenhavn_oe København Ø; 2200 koebenhavn_n København N; 2300 koebenhavn_s København S;
        2800 kongens_lyngby Kongens Lyngby; 3000 helsingoer Helsingør; 3400 hilleroed Hillerød; 4000 roskilde Roskilde;
        4600 koege Køge; 4700 naestved Næstved; 5000 odense_c Odense C; 5700 svendborg Svendborg; 6000 kolding Kolding;
        6400 soenderborg Sønderborg; 6700 esbjerg Esbjerg; 7000 fredericia Fredericia; 7100 vejle Vejle; 7400 herning Herning;
        7500 holstebro Holstebro; 8000 aarhus_c Aarhus C; 8600 silkeborg Silkeborg; 8700 horsens Horsens; 8800 viborg Viborg;
        8900 randers Randers; 9000 aalborg Aalborg; 9100 aalborg Aalborg; 9800 hjoerring Hjørring
        """;

    // .NET has no list of them, but knows each by its code, with what is paid with there.
    private static readonly Lazy<IReadOnlyList<RegionInfo>> Regions = new(() =>
        [.. Letters.SelectMany(first => Letters.Select(second => Region($"{first}{second}"))).OfType<RegionInfo>()]);

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
        foreach (var region in Regions.Value.Where(region => store["countries"].Find(region.TwoLetterISORegionName) is null))
            store.Add("countries", region.TwoLetterISORegionName, ("name", region.EnglishName), ("icon", $"flag-{region.TwoLetterISORegionName.ToLowerInvariant()}"), ("localeId", "en_US"));
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

        // Of the others only the names are known: they stand at one for one. What is named with years is no longer paid with.
        foreach (var region in Regions.Value.Where(region => region.ISOCurrencySymbol is { Length: 3 } and not "XXX" && !region.CurrencyEnglishName.Contains('(')).DistinctBy(region => region.ISOCurrencySymbol))
        {
            if (store["currencies"].Find(region.ISOCurrencySymbol) is null)
                store.Add("currencies", region.ISOCurrencySymbol, ("name", region.CurrencyEnglishName), ("exchangeRate", 1m));
        }

        foreach (var (id, name, report, balance) in new[]
        {
            ("asset", "Asset", "balance", "debit"), ("liability", "Liability", "balance", "credit"),
            ("equity", "Equity", "balance", "credit"), ("revenue", "Revenue", "income", "credit"),
            ("expense", "Expense", "income", "debit"),
        })
            store.Add("accountNatures", id, ("name", name), ("reportType", report), ("normalBalance", balance));

        AddPlaces(store);
        return store;
    }

    private static RegionInfo? Region(string code)
    {
        try
        {
            // CS was Serbia and Montenegro.
            return new RegionInfo(code) is var region && region.TwoLetterISORegionName == code && code != "CS" ? region : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Enough of them to look up and to page through; elsewhere places are free text.</summary>
    private static void AddPlaces(SandboxStore store)
    {
        foreach (var state in States.ReplaceLineEndings(" ").Split(';', StringSplitOptions.TrimEntries))
        {
            store.Add("states", $"us_{state[..2].ToLowerInvariant()}", ("stateCode", state[..2]), ("name", state[3..]), ("countryId", "US"));
        }
        foreach (var place in Places.ReplaceLineEndings(" ").Split(';', StringSplitOptions.TrimEntries))
        {
            var parts = place.Split(' ', 3);
            var city = $"dk_{parts[1]}";
            if (store["cities"].Find(city) is null)
                store.Add("cities", city, ("name", parts[2]), ("countryId", "DK"));
            store.Add("zipcodes", $"dk_{parts[0]}", ("zipcode", parts[0]), ("cityId", city), ("countryId", "DK"));
        }
    }
}
