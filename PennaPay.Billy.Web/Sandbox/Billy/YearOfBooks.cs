using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// The last twelve months of a small Danish firm and the month that runs, written day by day through Billy's own rules: sales
/// at home and abroad, payments early, late and missing, bills, wages, VAT returns. On one day and with one seed of ids it is
/// always the same.
/// </summary>
internal sealed partial class YearOfBooks(SandboxCompany company, DateTimeOffset now)
{
    private readonly PriorityQueue<Action, (DateOnly Day, int Order)> agenda = new();
    private readonly DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
    private readonly Dictionary<string, string> contacts = [];
    private readonly Dictionary<string, string> products = [];
    private DateOnly day;
    private int planned;

    private DateOnly Start => new DateOnly(today.Year, today.Month, 1).AddMonths(-12);

    public void Write()
    {
        At(Start, Open);
        for (var month = 0; month <= 12; month++)
        {
            PlanSales(month);
            PlanPurchases(month);
            PlanWages(month);
        }
        PlanVat();
        while (agenda.TryPeek(out _, out var next) && next.Day <= today)
        {
            day = next.Day;
            agenda.Dequeue()();
        }
        day = today;
        MatchBank();
    }

    private void At(DateOnly when, Action act) => agenda.Enqueue(act, (when, planned++));

    private DateOnly Day(int month, int dayOfMonth) => Start.AddMonths(month).AddDays(dayOfMonth - 1);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private BillySave Save()
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        return new(company, morning < now ? morning : now, request: 0, byHuman: true, seeds: true);
    }

    private SandboxRecord New(string plural, object values) =>
        Save().Create(BillySchema.Schema[plural], JsonSerializer.SerializeToElement(values));

    private void Change(SandboxRecord record, object values) => Save().Update(record, JsonSerializer.SerializeToElement(values));

    private string Account(int number) => company.Store["accounts"].All.First(account => account.Number("accountNo") == number).Id;

    private string Rate(string abbreviation) => company.Store["taxRates"].All.First(rate => rate.Text("abbreviation") == abbreviation).Id;

    private string Bank => Account(5710);

    private string Own => company.Organization.Text("baseCurrencyId")!;

    /// <summary>Customers, suppliers, what is sold, and what the firm had before.</summary>
    private void Open()
    {
        foreach (var (name, country, type, zipcode, city, isCustomer) in Parties)
        {
            var number = contacts.Count + 1;
            contacts[name] = New("contacts", new
            {
                name, type, countryId = country, street = $"Prøvegade {number}", zipcodeText = zipcode, cityText = city, isCustomer, isSupplier = !isCustomer,
                contactNo = (1000 + number).ToString(CultureInfo.InvariantCulture), phone = $"70{number:D6}",
                registrationNo = type == "company" ? $"{(country == "DK" ? "" : country)}9900{1300 + number}" : "",
                contactPersons = new[] { new { name = $"Kontakt {number}", email = $"kontakt{number}@example.com", isPrimary = true } },
            }).Id;
        }
        var goods = company.Store["salesTaxRulesets"].Where("abbreviation", "EUV")[0].Id;
        foreach (var (name, number, price, isGoods) in Sold)
        {
            var product = new
            {
                name, productNo = number, accountId = Account(1110), salesTaxRulesetId = isGoods ? goods : company.Organization.Text("defaultSalesTaxRulesetId"),
                unit = isGoods ? "pieces" : "hours", prices = new[] { new { unitPrice = price, currencyId = Own } },
            };
            products[name] = New("products", product).Id;
        }
        Enter("Åbningsbalance", null, (5710, 150000m), (5310, 48000m), (7140, -40000m), (7120, -158000m));
    }

    /// <summary>An entry in the daybook, in the own currency, debit positive.</summary>
    private SandboxRecord Enter(string description, string? apiType, params (int Account, decimal Amount)[] lines) => New("daybookTransactions", new
    {
        entryDate = Text(day), description, apiType, voucherNo = $"K{company.Store["daybookTransactions"].All.Count + 1}", state = "approved",
        lines = lines.Select(line => new
        {
            accountId = Account(line.Account), amount = Math.Abs(line.Amount), side = line.Amount > 0m ? "debit" : "credit", currencyId = Own, text = description,
        }),
    });

    /// <summary>Two employees: their wages on the last of the month, and on the tenth what was kept back of the ones before.</summary>
    private void PlanWages(int month)
    {
        At(Day(month + 1, 1).AddDays(-1), () => Enter(
            "Løn", "loen", (1410, 64000m), (1420, 396m), (1450, 6400m), (7340, -5120m), (7330, -20400m), (7350, -594m), (7370, -9600m), (5710, -35082m)));
        At(Day(month + 1, 10), () => Enter("Skat, AM-bidrag, ATP og pension", "loen", (7330, 20400m), (7340, 5120m), (7350, 594m), (7370, 9600m), (5710, -35714m)));
        At(Day(month, 28), () => Enter("Bankgebyr", null, (2320, 45m), (5710, -45m)));
        if (month % 3 == 2)
            At(Day(month + 1, 1).AddDays(-1), () => Enter("Afskrivning", null, (2010, 2400m), (5320, -2400m)));
        if (month == 4)
            At(Day(month, 15), () => Change(Enter("Fejlpostering", null, (1840, 999m), (5710, -999m)), new { state = "voided" }));
        if (month == 12)
        {
            At(Day(month, 2), () => New("daybookTransactions", new
            {
                entryDate = Text(day), description = "Kørselsgodtgørelse", extendedDescription = "Mangler bilag", state = "draft",
                lines = new[] { new { accountId = Account(1850), contraAccountId = Bank, amount = 412.50m, side = "debit", currencyId = Own } },
            }));
        }
    }

    /// <summary>A return for each quarter, settled and paid when it is due.</summary>
    private void PlanVat()
    {
        for (var first = new DateOnly(Start.Year, ((Start.Month - 1) / 3 * 3) + 1, 1); first <= today; first = first.AddMonths(3))
        {
            var quarter = first;
            var end = quarter.AddMonths(3).AddDays(-1);
            var deadline = quarter.AddMonths(5);
            SandboxRecord? settled = null;
            At(quarter < Start ? Start : quarter, () => settled = Save().Add(
                "salesTaxReturns",
                ("organizationId", company.Organization.Id), ("createdTime", $"{Text(day)}T06:00:00"), ("periodType", "quarter"),
                ("period", $"{quarter.Year}-{(quarter.Month + 2) / 3}"), ("periodText", $"{(quarter.Month + 2) / 3}. kvartal {quarter.Year}"),
                ("correctionNo", 0), ("startDate", Text(quarter)), ("endDate", Text(end)), ("reportDeadline", Text(deadline))));
            At(deadline.AddDays(-6), () => Change(settled!, new { isSettled = true }));
            At(deadline, () =>
            {
                if (!settled!.Flag("isPaid"))
                    New("salesTaxPayments", new { salesTaxReturnId = settled.Id, entryDate = Text(day), accountId = Bank });
            });
        }
    }

    /// <summary>The bank's statement of the last months; what is older than some weeks is matched.</summary>
    private void MatchBank()
    {
        var from = Text(today.AddDays(-90));
        var matchedBefore = Text(today.AddDays(-20));
        var postings = company.Store["postings"].Where("accountId", Bank).Where(posting => !posting.Flag("isVoided") && string.CompareOrdinal(posting.Text("entryDate"), from) >= 0);
        foreach (var posting in postings.ToList())
        {
            var line = New("bankLines", new { accountId = Bank, entryDate = posting.Text("entryDate"), description = posting.Text("text"), amount = posting.Number("amount"), side = posting.Text("side") });
            var reference = company.Store["transactions"].Find(posting.Text("transactionId"))!.Text("originatorReference")!;
            var subjects = company.Store["balanceModifiers"].Where("modifierReference", reference);
            if (subjects.Count == 0)
                continue;
            foreach (var subject in subjects)
                New("bankLineSubjectAssociations", new { matchId = line.Text("matchId"), subjectReference = subject.Text("subjectReference") });
            if (string.CompareOrdinal(posting.Text("entryDate"), matchedBefore) < 0)
                Change(company.Store["bankLineMatches"].Find(line.Text("matchId"))!, new { isApproved = true });
        }
    }
}
