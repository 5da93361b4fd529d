using System.Text.Json;
using PennaPay.Billy.Core.Connections;
using static PennaPay.Billy.Core.Systems.Billy.Lookup.LookupField;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>The kinds of record that can be looked up. Properties, filters and sorting are those of docs/billy-api.md.</summary>
public static partial class LookupResources
{
    public static LookupResource Organizations { get; } = new()
    {
        Plural = "organizations",
        Singular = "organization",
        Columns =
        [
            Id("id"), Text("name"), Text("registrationNo"), Code("countryId"), Code("baseCurrencyId"), Flag("isLocked"),
        ],
        Fields =
        [
            Id("id"), Text("name"), Text("registrationNo"), Text("street"), Text("zipcode"), Text("city"), Code("countryId"), Text("phone"),
            Text("email"), Text("url"), Code("baseCurrencyId"), Code("localeId"), Flag("hasVat"), Code("salesTaxPeriod"), Code("vatPeriod"),
            Whole("fiscalYearEndMonth"), Date("firstFiscalYearStart"), Date("fiscalLockingDate"), Code("invoiceNoMode"), Whole("nextInvoiceNo"),
            Code("paymentTermsMode"), Whole("paymentTermsDays"), Code("defaultTaxMode"), Id("defaultSalesAccountId"),
            Id("defaultSalesTaxRulesetId"), Id("defaultInvoiceBankAccountId"), Code("subscriptionPlan"), Flag("isTrial"),
            Flag("isTerminated"), Flag("isLocked"), Code("lockedCode"), Text("lockedReason"), Time("createdTime"),
        ],
    };

    public static LookupResource Contacts { get; } = new()
    {
        Plural = "contacts",
        Singular = "contact",
        Columns =
        [
            Id("id"), Text("name"), Code("type"), Text("contactNo"), Text("registrationNo"), Code("countryId"), Text("cityText", "city"), Text("phone"),
            Flag("isCustomer"), Flag("isSupplier"), Flag("isArchived"),
        ],
        Fields =
        [
            Id("id"), Code("type"), Text("name"), Text("contactNo"), Text("registrationNo"), Text("ean"), Text("street"),
            Text("zipcodeText", "zipcode"), Text("cityText", "city"), Code("countryId"), Text("phone"), Code("currencyId"), Code("localeId"),
            Flag("isCustomer"), Flag("isSupplier"), Flag("isArchived"), Flag("isSalesTaxExempt"), Code("paymentTermsMode"),
            Whole("paymentTermsDays"), Id("defaultExpenseAccountId"), Id("defaultTaxRateId"), Text("externalId"), Time("createdTime"),
        ],
        Children =
        [
            new("persons", [Id("id"), Text("name"), Text("email"), Flag("isPrimary")])
            {
                IsAlwaysThere = true,
                Include = "contact.contactPersons:embed",
                Property = "contactPersons",
                Root = "contactPersons",
                ForeignKey = "contactId",
            },
        ],
        Filters =
        [
            Search("name, number, CVR number or phone"), Words("type", "type", "company", "person") with { IsProven = false }, Flagged("is_customer", "isCustomer", isProven: false),
            Flagged("is_supplier", "isSupplier", isProven: false), Flagged("is_archived", "isArchived", isProven: false), Exactly("contact_no", "contactNo", isProven: false),
            Exactly("phone", "phone", isProven: false), Exactly("registration_no", "registrationNo", isBillys: false, isProven: false),
        ],
        Sorts = ["name", "createdTime", "contactNo"],
        Pages = "contacts",
    };

    public static LookupResource Invoices { get; } = new()
    {
        Plural = "invoices",
        Singular = "invoice",
        Columns =
        [
            Id("id"), Text("invoiceNo"), Code("type"), Code("state"), Date("entryDate"), Date("dueDate"), Id("contactId"), ContactName,
            Code("currencyId"), Amount("amount"), Gross, Amount("balance"),
        ],
        Fields =
        [
            Id("id"), Text("invoiceNo"), Text("orderNo"), Text("externalId"), Code("type"), Code("state"), Code("sentState"), Date("entryDate"), Date("dueDate"),
            Code("paymentTermsMode"), Whole("paymentTermsDays"), Id("contactId"), ContactName, Code("currencyId"), Amount("exchangeRate"),
            Code("taxMode"), Amount("amount"), Amount("tax"), Gross, Amount("balance"), Flag("isPaid"), Id("creditedInvoiceId"),
            Id("recurringInvoiceId"), Id("quoteId"), Text("contactMessage"), Text("lineDescription"), Time("createdTime"), Time("approvedTime"),
        ],
        Children =
        [
            new("lines",
            [
                Id("id"), Id("productId"), Text("description"), Amount("quantity"), Text("unit"), Amount("unitPrice"), Amount("amount"), Amount("tax"),
                Id("taxRateId"), TaxRate, Code("discountMode"), Amount("discountValue"), Text("discountText"), Whole("priority"),
            ])
            {
                Include = "invoice.lines:embed",
                Property = "lines",
                Root = "invoiceLines",
                ForeignKey = "invoiceId",
            },
            Modifiers("invoice"),
        ],
        Filters =
        [
            Words("state", "state", "draft", "approved", "voided"), Ids("contact_id", "contactId"), Flagged("is_paid", "isPaid"),
            .. Days("entry_date", "entryDate"), .. Days("due_date", "dueDate"), .. Times("approved_time", "approvedTime"),
            Period("entry_date_period", "entryDatePeriod", "halfYear"), Period("approved_time_period", "approvedTimePeriod", "half"),
            Exactly("invoice_no", "invoiceNo"), Exactly("external_id", "externalId", isProven: false), Codes("currency_id", "currencyId"), Ids("credited_invoice_id", "creditedInvoiceId"),
            Ids("recurring_invoice_id", "recurringInvoiceId"), Ids("quote_id", "quoteId"), Amounts("amount", "amount"),
            Search("invoice or order number, customer, line text or amount"),
        ],
        Sorts =
        [
            "entryDate", "dueDate", "createdTime", "invoiceNo", "lineDescription", "amount", "grossAmount", "balance", "contact.name", "approvedTime", "orderNo",
        ],
        ToldByName = ["contactId"],
        Pages = "invoices",
        ListInclude = "invoice.contact:sideload",
        OneInclude = "invoice.contact:sideload",
        NamesInOne = true,
    };

    public static LookupResource Products { get; } = new()
    {
        Plural = "products",
        Singular = "product",
        Columns = [Id("id"), Text("productNo"), Text("name"), LookupField.Account(), Id("salesTaxRulesetId"), LookupField.Price, Flag("isArchived")],
        Fields =
        [
            Id("id"), Text("productNo"), Text("suppliersProductNo"), Text("name"), Text("description"), Text("unit"), Id("accountId"), LookupField.Account(),
            Id("salesTaxRulesetId"), Flag("isInInventory"), Flag("isArchived"), Text("externalId"), Time("createdTime"),
        ],
        Children =
        [
            new("prices", [Id("id"), Amount("unitPrice"), Code("currencyId")])
            {
                IsAlwaysThere = true,
                Include = "product.prices:embed",
                Property = "prices",
                Root = "productPrices",
                ForeignKey = "productId",
            },
        ],
        Filters = [Search("name, number or description"), Exactly("product_no", "productNo", isProven: false), Flagged("is_archived", "isArchived", isProven: false)],
        Sorts = ["name", "productNo", "createdTime"],
        Pages = "products",
        ListInclude = "product.prices:embed",
        NamesInLists = true,
        NamesInOne = true,
    };

    /// <summary>An organisation as it was told when it was connected.</summary>
    internal static LookupSource OrganizationOf(Connection connection)
    {
        var told = JsonSerializer.SerializeToElement(new Dictionary<string, string?>
        {
            ["id"] = connection.AccountId,
            ["name"] = connection.AccountName,
            ["registrationNo"] = connection.RegistrationNo,
            ["countryId"] = connection.CountryCode,
            ["baseCurrencyId"] = connection.Currency,
        });
        return new(told, new LookupRoots(told), LookupNames.None);
    }
}
