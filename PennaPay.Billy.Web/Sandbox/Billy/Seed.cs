using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A company as Billy sets it up: organisation, chart of accounts, tax rates and rulesets, and no customers yet.</summary>
internal static class Seed
{
    private static readonly (string Abbreviation, string Name, decimal Rate, bool Sales)[] TaxRates =
    [
        ("S", "Salgsmoms 25 %", 0.25m, true),
        ("SEV", "Salg af varer til EU 0 %", 0m, true),
        ("SEY", "Salg af ydelser til EU 0 %", 0m, true),
        ("SXV", "Eksport af varer 0 %", 0m, true),
        ("SXY", "Eksport af ydelser 0 %", 0m, true),
        ("F", "Momsfrit salg 0 %", 0m, true),
        ("K", "Købsmoms 25 %", 0.25m, false),
        ("KEV", "Køb af varer i EU", 0.25m, false),
        ("KEY", "Køb af ydelser i EU", 0.25m, false),
        ("KUV", "Køb af varer uden for EU", 0.25m, false),
        ("KUY", "Køb af ydelser uden for EU", 0.25m, false),
        ("KR", "Restaurant, en fjerdedel af momsen", 0.25m, false),
    ];

    /// <summary>The company that the store holds, or a new one where it is empty.</summary>
    public static SandboxCompany Company(SandboxCompanyOptions options, SandboxStore store, DateTimeOffset now)
    {
        if (!store.IsEmpty)
            return new(options, store, store["organizations"].All.Single());
        var organization = Organization(store, options, now);
        var owner = ("organizationId", (object?)organization.Id);
        var rates = AddTaxRates(store, owner);
        var accounts = AddAccounts(store, owner, options, rates);
        organization["defaultSalesAccountId"] = accounts[1110].Id;
        organization["defaultInvoiceBankAccountId"] = accounts[5710].Id;
        organization["defaultBankFeeAccountId"] = accounts[2320].Id;
        organization["defaultSalesTaxRulesetId"] = AddRulesets(store, owner, rates);
        AddVatAccounts(store, owner, accounts, rates);
        var daybook = store.Add("daybooks", null, owner, ("name", "Kassekladde"), ("isTransactionSummaryEnabled", true), ("defaultContraAccountId", accounts[5710].Id));
        store.Add("daybookBalanceAccounts", null, ("daybookId", daybook.Id), ("accountId", accounts[5710].Id), ("priority", 0));
        organization["defaultBillBankAccountId"] = accounts[5710].Id;
        organization["defaultInventoryAccountId"] = accounts[5830].Id;
        organization["defaultTemplateId"] = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(organization.Id)).AsSpan(0, 16)).ToString();
        var company = new SandboxCompany(options, store, organization);
        if (options.YearOfBooks)
            new YearOfBooks(company, now).Write();
        return company;
    }

    private static SandboxRecord Organization(SandboxStore store, SandboxCompanyOptions options, DateTimeOffset now)
    {
        var created = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var user = store.Add("users", null,
            ("createdTime", created), ("name", "Prøve Ejer"), ("email", "ejer@example.com"), ("isAdmin", true));
        return store.Add("organizations", null,
            ("ownerUserId", user.Id), ("createdTime", created), ("name", options.Name),
            ("url", "pennapay-proevefirma"), ("street", "Prøvevej 1"), ("zipcode", "2100"), ("city", "København Ø"),
            ("countryId", "DK"), ("email", "firma@example.com"), ("registrationNo", options.RegistrationNo),
            ("baseCurrencyId", options.BaseCurrency), ("fiscalYearEndMonth", 12), ("phone", "70100000"), ("billEmailAddress", "pennapay-proevefirma@bilag.example.com"), ("subscriptionPlan", "basic"),
            ("subscriptionPeriod", "monthly"), ("subscriptionPrice", 195), ("subscriptionDiscount", 0), ("subscriptionCurrencyId", "DKK"),
            ("firstFiscalYearStart", $"{now.UtcDateTime.Year - 1:D4}-01-01"), ("firstFiscalYearEnd", $"{now.UtcDateTime.Year - 1:D4}-12-31"), ("localeId", "da_DK"), ("emailAttachmentDeliveryMode", "link"),
            ("hasVat", options.HasVat), ("salesTaxPeriod", "quarter"), ("vatPeriod", "quarter"), ("invoiceNoMode", options.InvoiceNoMode),
            ("nextInvoiceNo", 1), ("paymentTermsMode", "net"), ("paymentTermsDays", 7), ("defaultTaxMode", "excl"));
    }

    private static Dictionary<string, string> AddTaxRates(SandboxStore store, (string, object?) owner)
    {
        var ids = new Dictionary<string, string>();
        foreach (var (abbreviation, name, rate, sales) in TaxRates)
        {
            ids[abbreviation] = store.Add("taxRates", null,
                owner, ("name", name), ("abbreviation", abbreviation), ("description", name), ("rate", rate),
                ("appliesToSales", sales), ("appliesToPurchases", !sales), ("isPredefined", true), ("priority", ids.Count)).Id;
        }
        return ids;
    }

    private static Dictionary<int, SandboxRecord> AddAccounts(
        SandboxStore store, (string, object?) owner, SandboxCompanyOptions options, Dictionary<string, string> rates)
    {
        var groups = Chart.Groups.ToDictionary(group => group.Number, group => store.Add("accountGroups", null,
            owner, ("natureId", group.Nature), ("name", group.Name), ("accountNo", group.Number), ("priority", group.Number)));
        return Chart.Accounts.ToDictionary(account => account.Number, account =>
        {
            var isBank = account.Role == "bank";
            var isPayment = isBank || account.Role == "payment";
            return store.Add("accounts", null,
                owner, ("name", account.Name), ("description", account.Description), ("accountNo", account.Number), ("groupId", groups[account.Group].Id),
                ("natureId", account.Nature), ("systemRole", isPayment ? null : account.Role),
                ("currencyId", options.BaseCurrency), ("taxRateId", account.TaxRate is { } rate ? rates[rate] : null),
                ("isPaymentEnabled", isPayment), ("isBankAccount", isBank));
        });
    }

    /// <summary>Where VAT stands, and what becomes of the VAT of what is bought.</summary>
    private static void AddVatAccounts(
        SandboxStore store, (string, object?) owner, Dictionary<int, SandboxRecord> accounts, Dictionary<string, string> rates)
    {
        foreach (var (number, type, priority) in new[]
        {
            (7250, "sales", 0), (7220, "purchases", 1), (7230, "foreignGoods", 2), (7240, "foreignServices", 3), (7210, "settled", 4),
        })
            store.Add("salesTaxAccounts", null, owner, ("accountId", accounts[number].Id), ("type", type), ("priority", priority));

        foreach (var (name, description, priority, of) in new[]
        {
            ("Rubrik A - varer", "Køb af varer i andre EU-lande", 0, "KEV"), ("Rubrik A - ydelser", "Køb af ydelser i andre EU-lande", 1, "KEY"),
            ("Rubrik B - varer", "Salg af varer til andre EU-lande", 2, "SEV"), ("Rubrik B - ydelser", "Salg af ydelser til andre EU-lande", 3, "SEY"),
            ("Rubrik C", "Øvrigt salg uden moms", 4, "SXV SXY"),
        })
        {
            var box = store.Add("salesTaxMetaFields", null, owner, ("name", name), ("description", description), ("priority", priority), ("isPredefined", true));
            foreach (var rate in of.Split(' '))
                store["taxRates"].Find(rates[rate])!["netAmountMetaFieldId"] = box.Id;
        }

        foreach (var (rate, source, share, account, priority) in new[]
        {
            ("S", "tax", 1m, 7250, 0), ("K", "tax", 1m, 7220, 0), ("KR", "tax", 0.25m, 7220, 0),
            ("KEV", "net", 1m, 7220, 0), ("KEV", "net", -1m, 7230, 1), ("KEY", "net", 1m, 7220, 0), ("KEY", "net", -1m, 7240, 1),
            ("KUV", "net", 1m, 7220, 0), ("KUV", "net", -1m, 7230, 1), ("KUY", "net", 1m, 7220, 0), ("KUY", "net", -1m, 7240, 1),
        })
        {
            store.Add("taxRateDeductionComponents", null,
                ("taxRateId", rates[rate]), ("source", source), ("share", share), ("accountId", accounts[account].Id), ("priority", priority));
        }
    }

    /// <summary>The id of the default ruleset.</summary>
    private static string AddRulesets(SandboxStore store, (string, object?) owner, Dictionary<string, string> rates)
    {
        var standard = Ruleset("Dansk salgsmoms", "S", "SXY", ("DK", null, null, "S"), (null, "company", ReferenceData.Eu, "SEY"), (null, "person", ReferenceData.Eu, "S"));
        Ruleset("EU-varer", "EUV", "SXV", ("DK", null, null, "S"), (null, null, ReferenceData.Eu, "SEV"));
        Ruleset("EU-ydelser", "EUY", "SXY", ("DK", null, null, "S"), (null, null, ReferenceData.Eu, "SEY"));
        Ruleset("Eksport", "E", "SXV");
        Ruleset("Momsfrit", "F", "F");
        Ruleset("25 % i alle lande", "A", "S");
        return standard;

        string Ruleset(string name, string abbreviation, string fallback, params (string? Country, string? Type, string? Group, string Rate)[] rules)
        {
            var ruleset = store.Add("salesTaxRulesets", null,
                owner, ("name", name), ("abbreviation", abbreviation), ("description", name),
                ("fallbackTaxRateId", rates[fallback]), ("isPredefined", true));
            for (var i = 0; i < rules.Length; i++)
            {
                store.Add("salesTaxRules", null,
                    ("rulesetId", ruleset.Id), ("countryId", rules[i].Country), ("contactType", rules[i].Type),
                    ("countryGroupId", rules[i].Group), ("taxRateId", rates[rules[i].Rate]), ("priority", i));
            }
            return ruleset.Id;
        }
    }
}
