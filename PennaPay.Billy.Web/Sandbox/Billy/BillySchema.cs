using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// Every resource of Billy's that the sandbox knows: its properties, what may be done with it, and by what it is filtered.
/// </summary>
internal static class BillySchema
{
    private const Verbs NoDelete = Verbs.Read | Verbs.Create | Verbs.Update;

    private static readonly string[] TermsModes = ["net", "netEndOfMonth", "date"];

    private static readonly string[] DeliveryModes = ["link", "attachment", "linkAndAttachment"];

    public static SandboxSchema Schema { get; } = new(
        new Resource("accountGroups", "accountGroup", Verbs.All,
            Organization(), To("accountNatures", "natureId").Required().Immutable(), Text("name").Required(),
            Text("description"), Integer("accountNo"), Text("type").Or("group").ReadOnly(), Integer("sumFrom"),
            Text("style"), Integer("priority"))
        {
            SortBy = "accountNo",
            UsedBy = [("accounts", "groupId")],
        },
        new Resource("accountNatures", "accountNature", Verbs.Read,
            Text("reportType"), Text("name"), Text("normalBalance")),
        new Resource("accounts", "account", Verbs.All,
            Organization(), Text("name").Required(), Integer("accountNo"), Text("description"),
            To("accountGroups", "groupId").Required(), To("accountNatures", "natureId").Immutable(),
            Text("systemRole").ReadOnly(), To("currencies", "currencyId").Immutable(), To("taxRates", "taxRateId"),
            Flag("isPaymentEnabled"), Flag("isBankAccount").Immutable(), Flag("isArchived"), Text("bankId").ReadOnly(),
            Text("bankName").ReadOnly(), Text("bankRoutingNo").ReadOnly(), Text("bankAccountNo").ReadOnly(),
            Text("bankSwift").ReadOnly(), Text("bankIban").ReadOnly())
        {
            Filters = ["isPaymentEnabled", "isBankAccount", "isArchived", "natureId"],
            Search = ["name", "accountNo"],
            SortBy = "name",
            Indexes = ["groupId", "taxRateId"],
            UsedBy = [("products", "accountId"), ("postings", "accountId")],
            Rules = new AccountRules(),
        },
        new Resource("balanceModifiers", "balanceModifier", Verbs.Read,
            Reference("modifierReference").Immutable(), Reference("subjectReference").Required().Immutable(),
            Number("amount").ReadOnly(), Date("entryDate").ReadOnly(), Number("realizedCurrencyDifference").ReadOnly(),
            Flag("isVoided").ReadOnly())
        {
            Filters = ["subjectReference"],
            Indexes = ["modifierReference", "subjectReference"],
        },
        // Listed by Billy's router, yet closed (docs/billy-api.md 1.4).
        new Resource("bankAccounts", "bankAccount", Verbs.None),
        new Resource("bankPayments", "bankPayment", NoDelete,
            Organization(), To("contacts", "contactId").Immutable(), Time("createdTime"),
            Date("entryDate").Required().Immutable(), Number("cashAmount").Required().Immutable(),
            Choice("cashSide", "debit", "credit").Required().Immutable(),
            To("accounts", "cashAccountId").Required().Immutable(), Number("cashExchangeRate").Immutable(),
            To("currencies", "subjectCurrencyId").Immutable(), Number("feeAmount").Immutable(),
            To("accounts", "feeAccountId").Immutable(), Flag("isVoided"),
            Many("associations", "balanceModifiers", "modifierReference").Immutable())
        {
            Filters = ["organizationId", "isVoided"],
            Rules = new BankPaymentRules(),
        },
        new Resource("cities", "city", Verbs.Read,
            Text("name"), Text("county"), To("states", "stateId"), To("countries", "countryId"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        },
        new Resource("contactPersons", "contactPerson", Verbs.All,
            To("contacts", "contactId").Required().Immutable(), Flag("isPrimary"), Text("name"), Text("email"))
        {
            RequiredFilter = "contactId",
            Filters = ["contactId"],
            Indexes = ["contactId"],
            UsedBy = [("invoices", "attContactPersonId")],
            Rules = new ContactPersonRules(),
        },
        new Resource("contacts", "contact", Verbs.All,
            Choice("type", "company", "person").Required().Or("company"), Organization(), Time("createdTime"),
            Text("name").Required(), To("countries", "countryId").Required(), Text("street"), To("cities", "cityId"),
            Text("cityText"), To("states", "stateId"), Text("stateText"), To("zipcodes", "zipcodeId"), Text("zipcodeText"),
            Text("contactNo"), Text("phone"), Text("fax"), To("currencies", "currencyId"), Text("registrationNo"),
            Text("ean"), To("locales", "localeId"), Flag("isCustomer"), Flag("isSupplier"),
            Choice("paymentTermsMode", TermsModes), Integer("paymentTermsDays"), Text("accessCode").ReadOnly(),
            Choice("emailAttachmentDeliveryMode", DeliveryModes), Flag("isArchived"), Flag("isSalesTaxExempt"),
            Text("defaultExpenseProductDescription"), To("accounts", "defaultExpenseAccountId"),
            To("taxRates", "defaultTaxRateId"), Text("externalId"), Many("contactPersons", "contactPersons", "contactId"))
        {
            Filters = ["isCustomer", "isSupplier", "isArchived", "contactNo", "phone", "type", "externalId"],
            Search = ["name", "contactNo", "registrationNo", "phone"],
            SortBy = "name",
            Indexes = ["contactNo", "externalId"],
            UsedBy = [("invoices", "contactId")],
            Rules = new ContactRules(),
        },
        new Resource("countries", "country", Verbs.Read,
            Text("name"), Flag("hasStates"), Flag("hasFiniteStates"), Flag("hasFiniteZipcodes"), Text("icon"),
            To("locales", "localeId"))
        {
            IsPublic = true,
            SortBy = "name",
        },
        new Resource("countryGroups", "countryGroup", Verbs.Read, Text("name"), Text("icon"), Text("memberCountryIds"))
        {
            IsPublic = true,
        },
        new Resource("currencies", "currency", Verbs.Read, Text("name"), Number("exchangeRate"))
        {
            IsPublic = true,
            SortBy = "id",
        },
        new Resource("invoiceLines", "invoiceLine", Verbs.All,
            To("invoices", "invoiceId").Required().Immutable(), To("products", "productId").Required(),
            Text("description").Or(""), Number("quantity").Or(1m), Number("unitPrice").Required(),
            Number("amount").ReadOnly(), Number("tax").ReadOnly(), To("taxRates", "taxRateId").ReadOnly(),
            Text("discountText"), Choice("discountMode", "cash", "percent"), Number("discountValue"),
            Integer("priority"), Text("unit"))
        {
            Filters = ["invoiceId"],
            Position = "priority",
            Indexes = ["invoiceId", "productId"],
            Rules = new InvoiceLineRules(),
        },
        new Resource("invoices", "invoice", Verbs.All,
            Organization(), Choice("type", "invoice", "creditNote").Or("invoice").Immutable(), Time("createdTime"),
            Time("approvedTime"), To("contacts", "contactId").Required().Immutable(),
            To("contactPersons", "attContactPersonId"), Date("entryDate").Required(),
            Choice("paymentTermsMode", TermsModes), Integer("paymentTermsDays"),
            // Read-only in Billy's table, yet given by the client when the terms are a date (docs/billy-api.md 7.3).
            Date("dueDate"),
            Choice("state", "draft", "approved", "voided").Required().Or("draft"),
            Choice("sentState", "unsent", "printed", "sent", "opened", "viewed").Required().Or("unsent"),
            Text("invoiceNo").Immutable(), Choice("taxMode", "incl", "excl"), Number("amount").ReadOnly(),
            Number("tax").ReadOnly(), Number("grossAmount").ReadOnly(), To("currencies", "currencyId"),
            Number("exchangeRate"), Number("balance").ReadOnly(), Flag("isPaid").ReadOnly(),
            To("invoices", "creditedInvoiceId").Immutable(), Text("contactMessage").Or(""), Text("lineDescription").ReadOnly(),
            Text("recurringInvoiceId").ReadOnly(), Text("quoteId").ReadOnly(), Text("templateId").ReadOnly(),
            Text("bankAccountId").ReadOnly(), Text("downloadUrl").ReadOnly(), Text("orderNo"), Text("externalId"),
            List("paymentMethods"), Many("lines", "invoiceLines", "invoiceId"))
        {
            Filters =
            [
                "contactId", "creditedInvoiceId", "state", "invoiceNo", "externalId", "isPaid", "currencyId",
                "recurringInvoiceId", "amount", "quoteId",
            ],
            Ranges = ["entryDate", "dueDate", "approvedTime"],
            Periods = [("entryDatePeriod", "entryDate"), ("approvedTimePeriod", "approvedTime")],
            Search = ["invoiceNo", "orderNo", "contact.name", "lineDescription", "amount", "grossAmount", "balance"],
            Sortable =
            [
                "entryDate", "dueDate", "createdTime", "invoiceNo", "lineDescription", "amount", "grossAmount",
                "balance", "contact.name", "approvedTime", "orderNo",
            ],
            SortDescending = true,
            Indexes = ["contactId", "invoiceNo", "externalId", "orderNo", "creditedInvoiceId", "attContactPersonId"],
            Rules = new InvoiceRules(),
        },
        new Resource("locales", "locale", Verbs.Read, Text("name"), Text("icon")) { IsPublic = true },
        new Resource("organizations", "organization", NoDelete,
            To("users", "ownerUserId").ReadOnly(), Text("ownerUmbrellaId").ReadOnly(), Time("createdTime"),
            Text("name").Required(), Text("url").ReadOnly(), Text("street"), Text("zipcode"), Text("city"),
            To("countries", "countryId").Required().Immutable(), Text("stateId"), Text("region"), Text("phone"),
            Text("fax"), Text("email"), Text("registrationNo"), To("currencies", "baseCurrencyId").Required().Immutable(),
            Text("logoFileId"), Text("logoUrl").ReadOnly(), Integer("fiscalYearEndMonth"), Date("firstFiscalYearStart"),
            Date("firstFiscalYearEnd"), Date("fiscalLockingDate"), Flag("hasBillVoucherNo"),
            Text("subscriptionPlan").ReadOnly(), Choice("subscriptionPeriod", "monthly", "yearly"),
            Flag("isTrial").ReadOnly(), Flag("isTerminated").ReadOnly(), To("locales", "localeId").Required(),
            Text("billEmailAddress").ReadOnly(), Flag("isUnmigrated").ReadOnly(), Flag("isLocked").ReadOnly(),
            Text("lockedCode").ReadOnly(), Text("lockedReason").ReadOnly(), Text("appUrl").ReadOnly(),
            Choice("emailAttachmentDeliveryMode", DeliveryModes), Flag("hasVat"), Text("salesTaxPeriod"),
            To("accounts", "defaultInvoiceBankAccountId"), Choice("invoiceNoMode", "sequential", "manual"),
            Integer("nextInvoiceNo"), Choice("paymentTermsMode", TermsModes), Integer("paymentTermsDays"),
            Choice("defaultTaxMode", "incl", "excl"), To("accounts", "defaultSalesAccountId"),
            To("salesTaxRulesets", "defaultSalesTaxRulesetId"), Text("defaultTemplateId"),
            To("accounts", "defaultBankFeeAccountId"), To("accounts", "defaultBillBankAccountId")),
        new Resource("postings", "posting", Verbs.Read,
            Organization(), To("transactions", "transactionId").ReadOnly(), Date("entryDate").ReadOnly(),
            Text("text").ReadOnly(), To("accounts", "accountId").ReadOnly(), Number("amount").ReadOnly(),
            Choice("side", "debit", "credit").ReadOnly(), To("currencies", "currencyId").ReadOnly(),
            Text("salesTaxReturnId").ReadOnly(), Flag("isVoided").ReadOnly(), Flag("isBankMatched").ReadOnly(),
            Integer("priority").ReadOnly())
        {
            Filters = ["accountId"],
            Ranges = ["entryDate"],
            Position = "priority",
            Indexes = ["transactionId", "accountId"],
        },
        new Resource("productPrices", "productPrice", Verbs.All,
            To("products", "productId").Required().Immutable(), Number("unitPrice").Required(),
            To("currencies", "currencyId").Required())
        {
            Filters = ["productId"],
            Indexes = ["productId"],
        },
        new Resource("products", "product", Verbs.All,
            Organization(), Time("createdTime"), Text("name").Required(), Text("description").Or(""),
            To("accounts", "accountId"), To("accounts", "inventoryAccountId"), Text("productNo"), Text("suppliersProductNo"),
            To("salesTaxRulesets", "salesTaxRulesetId"), Flag("isArchived"), Flag("isInInventory"), Text("imageId"),
            Text("imageUrl").ReadOnly(), Text("unit"), Text("externalId"), Many("prices", "productPrices", "productId"))
        {
            Filters = ["productNo", "isArchived"],
            Search = ["name", "productNo", "description"],
            SortBy = "name",
            Indexes = ["productNo", "accountId", "salesTaxRulesetId"],
            UsedBy = [("invoiceLines", "productId")],
            Rules = new ProductRules(),
        },
        new Resource("salesTaxRules", "salesTaxRule", Verbs.All,
            To("salesTaxRulesets", "rulesetId").Required().Immutable(), To("countries", "countryId").Immutable(),
            To("states", "stateId").Immutable(), To("cities", "cityId").Immutable(),
            To("countryGroups", "countryGroupId").Immutable(), Choice("contactType", "company", "person").Immutable(),
            To("taxRates", "taxRateId").Immutable(), Integer("priority").Immutable())
        {
            Filters = ["rulesetId"],
            Position = "priority",
            Indexes = ["rulesetId", "taxRateId"],
        },
        new Resource("salesTaxRulesets", "salesTaxRuleset", Verbs.All,
            Organization(), Text("name").Required().Immutable(), Text("abbreviation").Immutable(),
            Text("description").Immutable(), To("taxRates", "fallbackTaxRateId").Immutable(),
            Flag("isPredefined").ReadOnly(), Text("predefinedTag").ReadOnly(),
            Many("rules", "salesTaxRules", "rulesetId").Immutable())
        {
            Filters = ["abbreviation"],
            Indexes = ["abbreviation"],
            UsedBy = [("products", "salesTaxRulesetId")],
        },
        new Resource("states", "state", Verbs.Read, Text("stateCode"), Text("name"), To("countries", "countryId"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        },
        new Resource("taxRates", "taxRate", Verbs.All,
            Organization(), Text("name").Required().Immutable(), Text("abbreviation").Immutable(),
            Text("description").Immutable(), Number("rate").Required().Immutable(), Flag("appliesToSales").Immutable(),
            Flag("appliesToPurchases").Immutable(), Flag("isPredefined").ReadOnly(), Flag("isActive").Or(true),
            Text("netAmountMetaFieldId").Immutable(), Text("predefinedTag").ReadOnly(), Integer("priority"),
            Text("taxRateGroup").ReadOnly())
        {
            SortBy = "priority",
            UsedBy = [("accounts", "taxRateId"), ("salesTaxRules", "taxRateId")],
        },
        // Billy's docs list writing here too; nothing of ours may ever do it, so the sandbox only reads.
        new Resource("transactions", "transaction", Verbs.Read,
            Organization(), Integer("transactionNo").ReadOnly(), Text("voucherNo").ReadOnly(), Time("createdTime"),
            Date("entryDate").ReadOnly(), Text("originatorType").ReadOnly(), Reference("originatorReference").ReadOnly(),
            Text("originatorName").ReadOnly(), Flag("isVoided").ReadOnly(), Flag("isVoid").ReadOnly(),
            Many("postings", "postings", "transactionId").ReadOnly())
        {
            Indexes = ["originatorReference"],
        },
        new Resource("users", "user", Verbs.Read | Verbs.Update,
            Time("createdTime"), Text("name").Required(), Text("email").Required(), Text("phone"),
            Text("profilePicFileId").ReadOnly(), Text("profilePicUrl").ReadOnly(), Flag("isStaff"), Flag("isSupporter"),
            Flag("isAdmin"), Flag("isSupportAccessAllowed")),
        new Resource("zipcodes", "zipcode", Verbs.Read,
            Text("zipcode"), To("cities", "cityId"), To("states", "stateId"), To("countries", "countryId"),
            Number("latitude"), Number("longitude"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        });

    private static Field Organization() => To("organizations", "organizationId").Immutable();
}
