namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Sets the companies up with a past that ends today. Everything in it comes from what people there did, day by day.</summary>
internal static class PennylaneSeed
{
    private static readonly (string Name, int Siren, string Street, string PostalCode, string City)[] Businesses =
    [
        ("Galerie Vasseur", 421_908_77, "12 rue de Seine", "75006", "Paris"),
        ("Hôtel du Parc SAS", 398_551_02, "4 avenue Foch", "69006", "Lyon"),
        ("Théâtre de l'Estran", 752_330_19, "1 quai Albert", "29200", "Brest"),
        ("Librairie Caron", 503_776_41, "27 rue Nationale", "59000", "Lille"),
        ("Maison Delorme", 811_204_66, "8 place Stanislas", "54000", "Nancy"),
        ("Clinique Saint-Roch", 339_470_25, "60 avenue Foch", "34000", "Montpellier"),
        ("Brasserie Le Phare", 888_150_34, "3 quai des Belges", "13001", "Marseille"),
        ("Studio Kermarrec", 847_621_90, "15 rue Crébillon", "44000", "Nantes"),
        ("Mairie de Valbonne", 210_601_52, "1 place de l'Hôtel de Ville", "06560", "Valbonne"),
        ("Atelier Roux & Fils", 444_092_58, "22 chemin du Moulin", "38000", "Grenoble"),
    ];

    private static readonly (string Label, decimal Price, string VatRate)[] Work =
    [
        ("Conception lumière", 950m, "FR_200"),
        ("Pose de luminaires", 1_240.50m, "FR_100"),
        ("Lampe sur mesure", 480m, "FR_200"),
        ("Étude technique", 1_800m, "FR_200"),
        ("Maintenance annuelle", 620m, "FR_55"),
    ];

    /// <summary>A workshop for lamps: twelve customers, and invoices in every state.</summary>
    public static void Workshop(PennylaneCompany company)
    {
        var now = company.Now;
        var customers = new List<long>();
        company.At(now.AddDays(-200), () =>
        {
            foreach (var (name, siren, street, postalCode, city) in Businesses)
                customers.Add(AddBusiness(company, name, siren, street, postalCode, city));
            customers.Add(AddPerson(company, "Jeanne", "Moreau-Petit"));
            customers.Add(AddPerson(company, "Luc", "Besson"));
            foreach (var (label, price, vatRate) in Work)
                company.AddProduct(new() { Label = label, PriceBeforeTax = price, VatRate = vatRate, Reference = $"ART-{label[..3].ToUpperInvariant()}" });
        });
        company.At(now.AddDays(-150), () => company.EditCustomer(customers[8], customer => customer with { Notes = "Chorus Pro obligatoire", PaymentConditions = "60_days" }));
        for (var i = 0; i < 34; i++)
            Trade(company, now.AddDays(-180 + (i * 5)), customers[i % customers.Count], i);
        AddTheRest(company, now, customers);
    }

    /// <summary>A bakery: three customers and six invoices.</summary>
    public static void Bakery(PennylaneCompany company)
    {
        var now = company.Now;
        var customers = new List<long>();
        company.At(now.AddDays(-90), () =>
        {
            customers.Add(AddBusiness(company, "Restaurant Chez Paul", 512_448_90, "9 rue des Halles", "37000", "Tours"));
            customers.Add(AddBusiness(company, "École Jules-Ferry", 213_701_44, "2 rue de l'École", "37000", "Tours"));
            customers.Add(AddPerson(company, "Amélie", "Girard"));
        });
        for (var i = 0; i < 6; i++)
        {
            var (day, customer) = (now.AddDays(-75 + (i * 14)), customers[i % 3]);
            company.At(day, () =>
            {
                var invoice = company.DraftInvoice(new SandboxInvoice
                {
                    Customer = customer,
                    Deadline = PennylaneClock.DayOf(day.AddDays(15)),
                    Lines = [new() { Label = "Pains et viennoiseries", Quantity = 40 + i, UnitPrice = 1.15m, VatRate = "FR_55" }],
                });
                company.Finalise(invoice);
            });
            if (i < 4)
                company.At(Earlier(day.AddDays(10), now), () => company.Pay(LatestInvoice(company)));
        }
    }

    /// <summary>One invoice of the past: most are paid after some weeks, some in two parts, some late, some not yet.</summary>
    private static void Trade(PennylaneCompany company, DateTimeOffset day, long customer, int number)
    {
        var now = company.Now;
        var invoice = 0L;
        company.At(day, () =>
        {
            var (label, price, vatRate) = Work[number % Work.Length];
            var lines = new List<SandboxInvoiceLine> { new() { Label = label, UnitPrice = price, VatRate = vatRate, Quantity = 1 + (number % 3) } };
            if (number % 4 == 0)
                lines.Add(new() { Label = "Déplacement", UnitPrice = 85.2m, Unit = "forfait", Description = "Paris intra-muros" });
            invoice = company.DraftInvoice(new SandboxInvoice { Customer = customer, Lines = lines });
            company.Finalise(invoice);
        });
        var paid = Earlier(day.AddDays(20 + (number % 5 * 4)), now);
        switch (number % 8)
        {
            case 3:
                company.At(paid, () => company.Pay(invoice, 300m));
                break;
            case 5 when number > 20:
                break;
            case 6:
                company.At(paid, () => company.MarkPaid(invoice));
                break;
            default:
                if (now - day > TimeSpan.FromDays(30))
                    company.At(paid, () => company.Pay(invoice));
                break;
        }
    }

    /// <summary>Credit notes, drafts, a direct debit, a foreign currency, and what is archived or incomplete.</summary>
    private static void AddTheRest(PennylaneCompany company, DateTimeOffset now, List<long> customers)
    {
        company.At(now.AddDays(-40), () =>
        {
            company.Credit(company.AddInvoice(customers[0], 700m));
            company.Credit(company.AddInvoice(customers[1], 1_500m), 360m);
            company.Archive(company.AddInvoice(customers[2], 90m));
            company.ImportIncomplete(new() { Customer = customers[3], Lines = [new() { Label = "Reprise", UnitPrice = 240m }] });
        });
        company.At(now.AddDays(-12), () =>
        {
            var debit = company.AddInvoice(customers[4], 515m);
            company.AddPayment(debit, new() { Label = "Prélèvement SEPA", CurrencyAmount = 618m, Status = "pending_submission" });
            company.DraftInvoice(new SandboxInvoice
            {
                Customer = customers[7], Currency = "USD", ExchangeRate = 0.92m, Language = "en_GB",
                Lines = [new() { Label = "Lighting design", UnitPrice = 2_400m, VatRate = "exempt" }],
            });
            company.AddTransaction(100m, "REMISE CHEQUE 0042");
        });
        company.At(now.AddDays(-2), () =>
        {
            company.DraftInvoice(customers[5], 330m);
            company.DraftCreditNote(new() { Customer = customers[6], Lines = [new() { Label = "Geste commercial", UnitPrice = 100m }] });
            company.AddContact(customers[0], new() { FirstName = "Nadia", LastName = "Benali", Role = "Comptabilité", Email = "n.benali@exemple.fr" });
        });
    }

    private static long AddBusiness(PennylaneCompany company, string name, int eightDigits, string street, string postalCode, string city)
    {
        var siren = FrenchNumbers.Siren(eightDigits);
        var customer = company.AddCustomer(new SandboxCustomer
        {
            Name = name, RegNo = siren, VatNumber = FrenchNumbers.Vat(siren), Emails = [$"factures@client-{eightDigits}.exemple.fr"],
            Phone = "+33 1 70 00 00 00", BillingAddress = new(street, postalCode, city, "FR"),
        });
        company.AddContact(customer, new()
        {
            FirstName = "Claude", LastName = name.Split(' ')[^1], Role = "Achats", Email = $"achats@client-{eightDigits}.exemple.fr", TelephoneNumber = "+33 1 70 00 00 01",
        });
        return customer;
    }

    private static long AddPerson(PennylaneCompany company, string firstName, string lastName) => company.AddCustomer(new SandboxCustomer
    {
        IsCompany = false, FirstName = firstName, LastName = lastName, Emails = [$"{firstName.ToLowerInvariant()}@exemple.fr"],
        BillingAddress = new("5 rue du Lac", "74000", "Annecy", "FR"),
    });

    private static long LatestInvoice(PennylaneCompany company) => company.Invoices[^1].Id;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
