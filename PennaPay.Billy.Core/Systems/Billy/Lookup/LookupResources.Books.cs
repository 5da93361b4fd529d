using static PennaPay.Billy.Core.Systems.Billy.Lookup.LookupField;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

public static partial class LookupResources
{
    public static LookupResource Bills { get; } = new()
    {
        Plural = "bills",
        Singular = "bill",
        Columns =
        [
            Id("id"), Text("voucherNo"), Text("suppliersInvoiceNo"), Code("type"), Code("state"), Date("entryDate"), Date("dueDate"), Id("contactId"),
            ContactName, Code("currencyId"), Amount("amount"), Gross, Amount("balance"),
        ],
        Fields =
        [
            Id("id"), Code("type"), Code("state"), Text("voucherNo"), Text("suppliersInvoiceNo"), Date("entryDate"), Date("dueDate"), Id("contactId"),
            ContactName, Code("currencyId"), Amount("exchangeRate"), Code("taxMode"), Amount("amount"), Amount("tax"), Gross, Amount("balance"),
            Flag("isPaid"), Flag("isBare"), Id("paymentAccountId"), Date("paymentDate"), Id("creditedBillId"), Text("lineDescription"), Text("source"),
            Text("subject"), Time("createdTime"), Time("approvedTime"),
        ],
        Children =
        [
            new("lines",
            [
                Id("id"), Id("accountId"), LookupField.Account(), Text("description"), Amount("amount"), Amount("tax"), Id("taxRateId"), TaxRate, Whole("priority"),
            ])
            {
                Include = "bill.lines:embed",
                Property = "lines",
                Root = "billLines",
                ForeignKey = "billId",
            },
            Modifiers("bill"),
        ],
        Filters =
        [
            Words("state", "state", "draft", "approved", "voided"), Ids("contact_id", "contactId"), Flagged("is_paid", "isPaid"),
            .. Days("entry_date", "entryDate"), .. Days("due_date", "dueDate"), Period("entry_date_period", "entryDatePeriod", "halfYear"),
            Exactly("suppliers_invoice_no", "suppliersInvoiceNo"), Codes("currency_id", "currencyId"), Ids("credited_bill_id", "creditedBillId"),
            new("has_attachments", LookupKind.Flag, null, LookupComparison.Billys) { Parameter = "hasAttachments" }, Flagged("is_bare", "isBare"),
            Amounts("amount", "amount"), Search("supplier, line text, voucher number or amount"),
        ],
        Sorts =
        [
            "entryDate", "dueDate", "createdTime", "lineDescription", "amount", "grossAmount", "balance", "contact.name", "voucherNo",
            "suppliersInvoiceNo", "attachments",
        ],
        ToldByName = ["contactId"],
        Pages = "bills",
        ListInclude = "bill.contact:sideload",
        OneInclude = "bill.contact:sideload",
        NamesInOne = true,
    };

    public static LookupResource Accounts { get; } = new()
    {
        Plural = "accounts",
        Singular = "account",
        Columns =
        [
            Id("id"), Whole("accountNo"), Text("name"), Code("natureId"), AccountGroup, Code("systemRole"), Code("currencyId"), Flag("isPaymentEnabled"),
            Flag("isBankAccount"), Flag("isArchived"),
        ],
        Fields =
        [
            Id("id"), Whole("accountNo"), Text("name"), Text("description"), Code("natureId"), Id("groupId"), AccountGroup, Code("systemRole"),
            Code("currencyId"), Id("taxRateId"), TaxRate, Flag("isPaymentEnabled"), Flag("isBankAccount"), Flag("isArchived"), Text("bankName"),
            Text("bankRoutingNo"), Text("bankAccountNo"), Text("bankSwift"), Text("bankIban"),
        ],
        Filters =
        [
            Search("name or number"), Words("nature_id", "natureId", "asset", "liability", "equity", "revenue", "expense") with { IsProven = false },
            Flagged("is_payment_enabled", "isPaymentEnabled", isProven: false), Flagged("is_bank_account", "isBankAccount", isProven: false),
            Flagged("is_archived", "isArchived", isProven: false), new("account_no", LookupKind.Whole, "accountNo", LookupComparison.Equal) { IsProven = false },
        ],
        Sorts = ["accountNo", "name"],
        ListInclude = "account.group",
        OneInclude = "account.group",
        NamesInOne = true,
    };

    public static LookupResource Postings { get; } = new()
    {
        Plural = "postings",
        Singular = "posting",
        Columns =
        [
            Id("id"), Id("transactionId"), Date("entryDate"), Id("accountId"), LookupField.Account(), Text("text"), Code("side"), Amount("amount"),
            Code("currencyId"), Flag("isVoided"),
        ],
        ToldByName = ["accountId"],
        Fields = [],
        Filters =
        [
            .. Days("entry_date", "entryDate", isRequired: true), Ids("account_id", "accountId"), Ids("transaction_id", "transactionId", isProven: false),
            Flagged("is_voided", "isVoided", isProven: false),
        ],
        NamesInLists = true,
    };

    public static LookupResource DaybookTransactions { get; } = new()
    {
        Plural = "daybookTransactions",
        Singular = "daybookTransaction",
        Columns = [Id("id"), Date("entryDate"), Text("voucherNo"), Code("state"), Text("description"), Id("daybookId"), Text("apiType")],
        Fields =
        [
            Id("id"), Id("daybookId"), Date("entryDate"), Text("voucherNo"), Code("state"), Text("description"), Text("extendedDescription"), Text("apiType"),
            Whole("priority"), Time("createdTime"),
        ],
        Children =
        [
            new("lines",
            [
                Id("id"), Id("accountId"), LookupField.Account(), Id("contraAccountId"), LookupField.Account("contraAccount", "contraAccountId"), Text("text"),
                Code("side"), Amount("amount"), Code("currencyId"), Id("taxRateId"), TaxRate, Whole("priority"),
            ])
            {
                Include = "daybookTransaction.lines:embed",
                Property = "lines",
                Root = "daybookTransactionLines",
                ForeignKey = "daybookTransactionId",
            },
        ],
        Filters =
        [
            Words("state", "state", "draft", "approved", "voided"), .. Days("entry_date", "entryDate"), Ids("daybook_id", "daybookId"),
            Exactly("api_type", "apiType"), Search("description or voucher number"),
        ],
        Sorts = ["priority", "entryDate", "createdTime"],
        NamesInOne = true,
    };

    /// <summary>What changed an invoice's or a bill's balance: payments and credits.</summary>
    private static LookupChildren Modifiers(string of) =>
        new("payments", [Id("id"), Date("entryDate"), Amount("amount"), Code("modifierReference"), Amount("realizedCurrencyDifference"), Flag("isVoided")])
        {
            Include = $"{of}.balanceModifiers:embed",
            Property = "balanceModifiers",
            Root = "balanceModifiers",
            ForeignKey = "subjectReference",
        };

    private static LookupFilter Search(string where) =>
        new("q", LookupKind.Text, null, LookupComparison.Billys) { Parameter = "q", About = $"Search text: {where}" };

    private static LookupFilter Exactly(string argument, string property, bool isBillys = true, bool isProven = true) =>
        new(argument, LookupKind.Text, property, LookupComparison.Equal) { Parameter = isBillys ? property : null, IsProven = isProven };

    private static LookupFilter Words(string argument, string property, params string[] words) =>
        new(argument, LookupKind.Code, property, LookupComparison.Equal) { Parameter = property, Options = words };

    private static LookupFilter Codes(string argument, string property) =>
        new(argument, LookupKind.Code, property, LookupComparison.Equal) { Parameter = property };

    private static LookupFilter Ids(string argument, string property, bool isProven = true) =>
        new(argument, LookupKind.Id, property, LookupComparison.Equal) { Parameter = property, IsProven = isProven };

    private static LookupFilter Flagged(string argument, string property, bool isProven = true) =>
        new(argument, LookupKind.Flag, property, LookupComparison.Equal) { Parameter = property, IsProven = isProven };

    private static LookupFilter Amounts(string argument, string property) =>
        new(argument, LookupKind.Amount, property, LookupComparison.Equal) { Parameter = property, About = "Exactly this amount without VAT" };

    private static LookupFilter Period(string argument, string parameter, string half) =>
        new(argument, LookupKind.Code, null, LookupComparison.Billys)
        {
            Parameter = parameter,
            About = $"month:2026-11, quarter:2026-4, {half}:2026-2, year:2026, fiscalYear:2026 or dates:2026-01-01...2026-03-31",
        };

    private static LookupFilter[] Days(string argument, string property, bool isRequired = false) => Range(argument, property, LookupKind.Date, isRequired);

    private static LookupFilter[] Times(string argument, string property) => Range(argument, property, LookupKind.Time, isRequired: false);

    private static LookupFilter[] Range(string argument, string property, LookupKind kind, bool isRequired)
    {
        var suffix = char.ToUpperInvariant(property[0]) + property[1..];
        return
        [
            new($"min_{argument}", kind, property, LookupComparison.Least) { Parameter = "min" + suffix, IsRequired = isRequired },
            new($"max_{argument}", kind, property, LookupComparison.Most) { Parameter = "max" + suffix, IsRequired = isRequired },
        ];
    }
}
