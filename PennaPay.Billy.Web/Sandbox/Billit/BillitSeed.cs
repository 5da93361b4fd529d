namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The first companies: one with customers and invoices in several states, a small one, and one that clients cannot open.</summary>
internal static class BillitSeed
{
    private static readonly (string Name, string City, string Zipcode, PeppolOutcome? Peppol)[] Businesses =
    [
        ("Drukkerij Van Damme BV", "Gent", "9000", PeppolOutcome.Delivered),
        ("Café De Zwaan", "Brugge", "8000", PeppolOutcome.Delivered),
        ("Ontwerpstudio Lies", "Antwerpen", "2000", null),
        ("Bouwwerken Peeters NV", "Mechelen", "2800", PeppolOutcome.Refused),
        ("Apotheek Maes", "Leuven", "3000", PeppolOutcome.Delivered),
        ("Garage Dubois SRL", "Namur", "5000", PeppolOutcome.Failed),
        ("Hotel Noordzee", "Oostende", "8400", PeppolOutcome.Stuck),
    ];

    public static void Fill(Func<string, string, BillitCompany> add, PeppolRegistry peppol)
    {
        Shop(add("Webwinkel Zonneschijn BV", BelgianNumbers.Vat(7_301_442)), peppol);
        Small(add("Atelier Kasteel", BelgianNumbers.Vat(6_118_205)), peppol);
        add("Holding Zonder Toegang NV", BelgianNumbers.Vat(5_550_127)).Set(allowsApi: false);
    }

    private static void Shop(BillitCompany company, PeppolRegistry peppol)
    {
        var customers = new List<long>();
        for (var i = 0; i < Businesses.Length; i++)
        {
            var (name, city, zipcode, outcome) = Businesses[i];
            var vat = BelgianNumbers.Vat(4_200_100 + (i * 137));
            customers.Add(company.AddParty(new()
            {
                Name = name, Nr = $"K{i + 1:000}", VATNumber = vat, VATLiable = true, Email = $"boekhouding@klant{i + 1}.voorbeeld.be", Language = "NL",
                Street = "Marktplein", StreetNumber = $"{i + 3}", Zipcode = zipcode, City = city, CountryCode = "BE",
            }));
            if (outcome is { } known)
                peppol.Register(vat, one => one with { Outcome = known });
        }
        customers.Add(company.AddParty(new() { Name = "Jan Jacobs", Nr = "K100", Email = "jan.jacobs@voorbeeld.be;jan@werk.voorbeeld.be", VATLiable = false, CountryCode = "BE", City = "Aalst", Zipcode = "9300" }));
        for (var i = 0; i < 12; i++)
        {
            var invoice = company.AddInvoice(customers[i % customers.Count], 120.50m + (i * 37));
            if (i % 3 == 0)
                company.Send([invoice], "SMTP", isStrict: false);
            if (i % 4 == 0)
                company.Pay(invoice);
        }
    }

    private static void Small(BillitCompany company, PeppolRegistry peppol)
    {
        peppol.Register(company.VatNumber);
        company.AddInvoice(company.AddCustomer("Buurthuis De Kring", "info@dekring.voorbeeld.be"), 75m);
    }
}
