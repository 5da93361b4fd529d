using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal sealed partial class YearOfBooks
{
    private const int InvoicesAMonth = 9;
    private const int Customers = 13;

    private const string Landlord = "Havnegade Ejendomme ApS";
    private const string Telephone = "Fiber og Mobil A/S";
    private const string Cloud = "Cloud Works Ltd";
    private const string Office = "Kontorforsyningen A/S";
    private const string Accountant = "Revision Sund ApS";
    private const string Insurance = "Købstadens Forsikring G/S";
    private const string Restaurant = "Restaurant Kajen ApS";
    private const string Timber = "Trælasten A/S";
    private const string ForeignTimber = "Holzwerk Nord GmbH";
    private const string Prepaying = "Nordlys Reklame A/S";
    private const string SlowPayer = "Café Bølgen ApS";

    private static readonly (string Name, string Country, string Type, string Zipcode, string City, bool IsCustomer)[] Parties =
    [
        ("Havnens Bageri ApS", "DK", "company", "9000", "Aalborg", true), (Prepaying, "DK", "company", "8000", "Aarhus C", true),
        ("Tømrermester Holm", "DK", "company", "5000", "Odense C", true), ("Klinik Solsiden I/S", "DK", "company", "2100", "København Ø", true),
        ("Vestfjord Ejendomme A/S", "DK", "company", "6700", "Esbjerg", true), ("Lillebælt Logistik ApS", "DK", "company", "7000", "Fredericia", true),
        (SlowPayer, "DK", "company", "3000", "Helsingør", true), ("Skov og Ravn Arkitekter ApS", "DK", "company", "2200", "København N", true),
        ("Familien Mortensen", "DK", "person", "4000", "Roskilde", true), ("Hansa Handel GmbH", "DE", "company", "20095", "Hamburg", true),
        ("Malmö Teknik AB", "SE", "company", "21115", "Malmö", true), ("Fjordhandel AS", "NO", "company", "5003", "Bergen", true),
        ("Prairie Goods Inc.", "US", "company", "60601", "Chicago", true),
        (Landlord, "DK", "company", "9000", "Aalborg", false), (Telephone, "DK", "company", "2300", "København S", false),
        (Cloud, "IE", "company", "D02", "Dublin", false), (Office, "DK", "company", "7100", "Vejle", false),
        (Accountant, "DK", "company", "9000", "Aalborg", false), (Insurance, "DK", "company", "8900", "Randers", false),
        (Restaurant, "DK", "company", "9000", "Aalborg", false), (Timber, "DK", "company", "7400", "Herning", false),
        (ForeignTimber, "DE", "company", "24103", "Kiel", false),
    ];

    private static readonly (string Name, string Number, decimal Price, bool IsGoods)[] Sold =
    [
        ("Konsulenttime", "100", 950m, false), ("Webdesign, pakke", "110", 12500m, false), ("Hosting, måned", "120", 349m, false),
        ("Foredrag", "130", 8000m, false), ("Skilt i træ", "200", 1450m, true), ("Udstillingsvæg", "210", 4275.50m, true),
    ];

    private void PlanSales(int month)
    {
        for (var i = 0; i < InvoicesAMonth; i++)
        {
            var number = (month * InvoicesAMonth) + i;
            At(Day(month, 2 + (i * 3)), () => Sell(number));
        }
        if (month == 6)
            At(Day(month, 20), () => New("bankPayments", new { contactId = contacts[Prepaying], entryDate = Text(day), cashAmount = 5000m, cashSide = "debit", cashAccountId = Bank }));
        if (month == 7)
        {
            At(Day(month, 9), () =>
            {
                var invoice = Invoice(Prepaying, Own, ("Webdesign, pakke", 1m));
                New("contactBalancePayments", new { entryDate = Text(day), amount = 5000m, associations = Paying(invoice) });
                At(day.AddDays(9), () => Pay(invoice, invoice.Number("balance")));
            });
        }
        if (month == 10)
            At(Day(month, 3), () => RemindLater(Invoice(SlowPayer, Own, ("Konsulenttime", 6m))));
        if (month == 12)
            At(Day(month, 1), () => New("invoices", Sale("Klinik Solsiden I/S", Own, "draft", ("Konsulenttime", 3.5m))));
    }

    private void Sell(int number)
    {
        var customer = Parties[(number * 5) % Customers];
        var currency = company.Organization.Flag("hasVat") && Own == "DKK"
            ? customer.Country switch { "DE" => "EUR", "SE" => "SEK", "NO" => "NOK", "US" => "USD", _ => Own }
            : Own;
        (string, decimal)[] lines = (number % 4) switch
        {
            0 => [("Konsulenttime", 7.5m + (number % 9))],
            1 => [("Webdesign, pakke", 1m), ("Hosting, måned", 12m)],
            2 => [("Skilt i træ", 2m + (number % 5)), ("Udstillingsvæg", 1m + (number % 2))],
            _ => [("Foredrag", 1m), ("Konsulenttime", 2.25m)],
        };
        var invoice = Invoice(customer.Name, currency, lines);
        if (number == 34)
            At(day.AddDays(1), () => Bookkeeping.Void(Save(), invoice));
        else if (number == 48)
            At(day.AddDays(6), () => Credit(invoice));
        // Some pay early, most around the day, and a few not at all.
        else if (number % 23 != 19)
            At(DateOnly.Parse(invoice.Text("dueDate")!, System.Globalization.CultureInfo.InvariantCulture).AddDays((number * 7 % 12) - 4), () => Pay(invoice, number % 29 == 11 ? 1000m : invoice.Number("balance")));
    }

    private SandboxRecord Invoice(string customer, string currency, params (string Product, decimal Quantity)[] lines) =>
        New("invoices", Sale(customer, currency, "approved", lines));

    private object Sale(string customer, string currency, string state, params (string Product, decimal Quantity)[] lines)
    {
        var rate = CurrencyRates.Today(Save(), currency);
        return new
        {
            contactId = contacts[customer], currencyId = currency, entryDate = Text(day), state, sentState = state == "draft" ? "unsent" : "sent",
            taxMode = "excl", paymentTermsMode = "net", paymentTermsDays = 14, orderNo = $"PO-{company.Store["invoices"].All.Count + 101}",
            lines = lines.Select(line => new
            {
                productId = products[line.Product], quantity = line.Quantity, description = "",
                unitPrice = Math.Round(Sold.First(sold => sold.Name == line.Product).Price / rate, 2),
            }),
        };
    }

    /// <summary>In the document's currency. The bank's rate is a little off the day's.</summary>
    private void Pay(SandboxRecord document, decimal amount)
    {
        var rate = document.Text("currencyId") == Own ? 1m : Math.Round(document.Number("exchangeRate") * (day.Day % 2 == 0 ? 1.004m : 0.997m), 6);
        New("bankPayments", new
        {
            entryDate = Text(day), cashAmount = InvoiceArithmetic.Round(amount * rate), cashSide = Settlement.SideOf(document), cashAccountId = Bank, cashExchangeRate = rate,
            associations = Paying(document),
        });
    }

    private static object[] Paying(SandboxRecord document) => [new { subjectReference = Ledger.ReferenceOf(document) }];

    /// <summary>A part of it was not as ordered; the customer gets that back at once, and pays all.</summary>
    private void Credit(SandboxRecord invoice)
    {
        var line = company.Store["invoiceLines"].Where("invoiceId", invoice.Id)[0];
        var note = New("invoices", new
        {
            type = "creditNote", creditedInvoiceId = invoice.Id, contactId = invoice.Text("contactId"), entryDate = Text(day), state = "approved", taxMode = "excl",
            currencyId = invoice.Text("currencyId"), paymentTermsMode = "net", paymentTermsDays = 0,
            lines = new[] { new { productId = line.Text("productId"), quantity = 1m, unitPrice = line.Number("unitPrice") } },
        });
        Pay(note, note.Number("balance"));
        Pay(invoice, invoice.Number("balance"));
    }

    private void RemindLater(SandboxRecord invoice) => At(day.AddDays(30), () => New("invoiceReminders", new
    {
        contactId = invoice.Text("contactId"), flatFee = 100m, sendEmail = true, emailSubject = "Betalingspåmindelse", emailBody = "Vi mangler din betaling.",
        contactPersonId = company.Store["contactPersons"].Where("contactId", invoice.Text("contactId")!)[0].Id, associations = new[] { new { invoiceId = invoice.Id } },
    }));

    private void PlanPurchases(int month)
    {
        At(Day(month, 1), () => Attach(Buy(Landlord, "Husleje, Havnegade 12", 1510, "K", 8000m, Own, paidAtOnce: true)));
        At(Day(month, 5), () => Buy(Telephone, "Fiber og telefon", 1830, "K", 449m, Own));
        At(Day(month, 8), () => Buy(Cloud, "Programmer i skyen", 1230, "KEY", Own == "DKK" ? 89m : 664m, Own == "DKK" ? "EUR" : Own));
        if (month % 2 == 0)
            At(Day(month, 12), () => Buy(Office, "Papir og toner", 1810, "K", 300m + (month * 37.25m), Own));
        if (month % 3 == 1)
        {
            At(Day(month, 15), () => Buy(Accountant, "Bogholderi", 1860, "K", 4500m, Own));
            At(Day(month, 19), () => Buy(Restaurant, "Frokost med kunder", 1660, "KR", 992m, Own, paidAtOnce: true));
        }
        if (month % 3 == 0)
            At(Day(month, 17), () => Buy(Timber, "Planker", 1210, "K", 6400m, Own));
        if (month is 2 or 8)
            At(Day(month, 21), () => Buy(ForeignTimber, "Eiche, geschliffen", 1220, "KEV", Own == "DKK" ? 540m : 4028m, Own == "DKK" ? "EUR" : Own));
        if (month == 2)
            At(Day(month, 3), () => Buy(Insurance, "Erhvervsforsikring", 1870, null, 6200m, Own));
        if (month == 12)
            At(Day(month, 2), () => Buy(Office, "Kontorstol", 1840, "K", 2199m, Own, state: "draft"));
    }

    private SandboxRecord Buy(string supplier, string what, int account, string? rate, decimal amount, string currency, bool paidAtOnce = false, string state = "approved")
    {
        var bill = New("bills", new
        {
            contactId = contacts[supplier], entryDate = Text(day), dueDate = Text(day.AddDays(14)), state, taxMode = "excl", currencyId = currency,
            voucherNo = $"B{company.Store["bills"].All.Count + 1}", suppliersInvoiceNo = $"{20000 + (company.Store["bills"].All.Count * 7)}",
            paymentDate = paidAtOnce ? Text(day) : null, paymentAccountId = paidAtOnce ? Bank : null,
            lines = new[] { new { accountId = Account(account), taxRateId = rate is null ? null : Rate(rate), description = what, amount } },
        });
        if (!paidAtOnce && state == "approved")
            At(day.AddDays(13), () => Pay(bill, bill.Number("balance")));
        return bill;
    }

    private void Attach(SandboxRecord bill)
    {
        var save = Save();
        var file = save.Add(
            "files",
            ("createdTime", save.Now), ("fileName", $"regning-{bill.Text("suppliersInvoiceNo")}.pdf"), ("fileType", "application/pdf"), ("fileSize", 812), ("isPdf", true));
        New("attachments", new { ownerReference = Ledger.ReferenceOf(bill), fileId = file.Id, priority = 0 });
    }
}
