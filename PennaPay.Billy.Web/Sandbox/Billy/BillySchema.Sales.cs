using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Sales() =>
    [
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
            To("taxRates", "defaultTaxRateId"), Text("externalId").OrNull(), Many("contactPersons", "contactPersons", "contactId"))
        {
            Filters = ["isCustomer", "isSupplier", "isArchived", "contactNo", "phone", "type", "externalId"],
            Search = ["name", "contactNo", "registrationNo", "phone"],
            SortBy = "name",
            Indexes = ["contactNo", "externalId"],
            UsedBy = [("invoices", "contactId"), ("bills", "contactId"), ("bankPayments", "contactId")],
            Rules = new ContactRules(),
        },
        new Resource("invoiceLines", "invoiceLine", Verbs.All,
            To("invoices", "invoiceId").Required().Immutable(), To("products", "productId").Required(),
            Text("description").Or(""), Number("quantity").Or(1m), Number("unitPrice").Required(),
            Number("amount").ReadOnly(), Number("tax").ReadOnly(), To("taxRates", "taxRateId").ReadOnly(),
            Text("discountText").OrNull(), Choice("discountMode", "cash", "percent"), Number("discountValue"),
            Integer("priority"), Text("unit"))
        {
            Filters = ["invoiceId"],
            Position = "priority",
            PositionFrom = 1,
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
            Choice("state", DocumentStates).Required().Or("draft"),
            Choice("sentState", "unsent", "printed", "sent", "opened", "viewed").Required().Or("unsent"),
            Text("invoiceNo").OrNull().Immutable(), Choice("taxMode", "incl", "excl"), Number("amount").ReadOnly(),
            Number("tax").ReadOnly(), Number("grossAmount").ReadOnly(), To("currencies", "currencyId"),
            Number("exchangeRate"), Number("balance").ReadOnly(), Flag("isPaid").ReadOnly(),
            To("invoices", "creditedInvoiceId").Immutable(), Text("contactMessage").Or(""), Text("lineDescription").ReadOnly(),
            Text("recurringInvoiceId").ReadOnly(), Text("quoteId").ReadOnly(), Text("templateId").ReadOnly(),
            Text("bankAccountId").ReadOnly(), Text("downloadUrl").ReadOnly(), Text("orderNo").OrNull(),
            Text("externalId").OrNull(), List("paymentMethods"), Many("lines", "invoiceLines", "invoiceId"),
            Many("attachments", "attachments", "ownerReference"), Many("lateFees", "invoiceLateFees", "invoiceId").ReadOnly(),
            Many("balanceModifiers", "balanceModifiers", "subjectReference").ReadOnly())
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
            Text("imageUrl").ReadOnly(), Text("unit"), Text("externalId").OrNull(), Many("prices", "productPrices", "productId"))
        {
            Filters = ["productNo", "isArchived"],
            Search = ["name", "productNo", "description"],
            SortBy = "name",
            Indexes = ["productNo", "accountId", "salesTaxRulesetId"],
            UsedBy = [("invoiceLines", "productId")],
            Rules = new ProductRules(),
        },
        new Resource("invoiceLateFees", "invoiceLateFee", NoDelete,
            To("invoices", "invoiceId").Required().Immutable(), Time("createdTime"), Date("entryDate").Required().Immutable(),
            Number("flatFee").Immutable(), Number("percentageFee").Immutable(), Number("amount").ReadOnly(), Flag("isVoided"))
        {
            Filters = ["invoiceId", "isVoided"],
            Indexes = ["invoiceId"],
            Rules = new LateFeeRules(),
        },
        new Resource("invoiceReminders", "invoiceReminder", Verbs.Read | Verbs.Create,
            Organization(), To("contacts", "contactId").Required(), Time("createdTime"), Number("flatFee"), Number("percentageFee"),
            To("currencies", "feeCurrencyId"), Flag("sendEmail"), To("contactPersons", "contactPersonId"), Text("emailSubject"),
            Text("emailBody"), To("users", "copyToUserId"), Text("downloadUrl").ReadOnly(),
            Many("associations", "invoiceReminderAssociations", "reminderId"))
        {
            Filters = ["contactId"],
            Indexes = ["contactId"],
            Rules = new ReminderRules(),
        },
        new Resource("invoiceReminderAssociations", "invoiceReminderAssociation", Verbs.All,
            To("invoiceReminders", "reminderId").Required(), To("invoices", "invoiceId").Required(),
            To("invoiceLateFees", "lateFeeId").ReadOnly())
        {
            Filters = ["reminderId", "invoiceId"],
            Indexes = ["reminderId", "invoiceId"],
        },
    ];
}
