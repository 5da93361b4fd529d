using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Organisation() =>
    [
        new Resource("organizations", "organization", NoDelete,
            To("users", "ownerUserId").ReadOnly(), Text("ownerUmbrellaId").ReadOnly(), Time("createdTime"),
            Text("name").Required(), Text("url").ReadOnly(), Text("street"), Text("zipcode"), Text("city"),
            To("countries", "countryId").Required().Immutable(), Text("stateId"), Text("region"), Text("phone"),
            Text("fax"), Text("email"), Text("registrationNo"), To("currencies", "baseCurrencyId").Required().Immutable(),
            To("files", "logoFileId"), To("files", "logoPdfFileId").ReadOnly(),
            Text("logoUrl").ReadOnly(), To("files", "iconFileId"), Text("iconUrl").ReadOnly(), Text("icon48Url").ReadOnly(), Integer("fiscalYearEndMonth"), Date("firstFiscalYearStart"),
            Date("firstFiscalYearEnd"), Date("fiscalLockingDate"), Flag("hasBillVoucherNo"),
            Text("subscriptionPlan").ReadOnly(), Text("subscriptionCardType").ReadOnly(), Text("subscriptionCardNumber").ReadOnly(),
            Date("subscriptionCardExpires").ReadOnly(), Text("subscriptionTransactionId").ReadOnly(), Flag("isSubscriptionBankPayer").ReadOnly(),
            Number("subscriptionPrice").ReadOnly(), Choice("subscriptionPeriod", "monthly", "yearly"), Number("subscriptionDiscount").ReadOnly(),
            Date("subscriptionExpires").ReadOnly(), To("currencies", "subscriptionCurrencyId").ReadOnly(), Flag("consolidatedBilling").ReadOnly(),
            Text("billyProviderId").ReadOnly(),
            Flag("isTrial").ReadOnly(), Flag("isTerminated").ReadOnly(), Time("terminationTime"), To("locales", "localeId").Required(),
            Text("billEmailAddress").ReadOnly(), Flag("isUnmigrated").ReadOnly(), Flag("isLocked").ReadOnly(),
            Text("lockedCode").OrNull().ReadOnly(), Text("lockedReason").OrNull().ReadOnly(), Text("appUrl").ReadOnly(),
            Choice("emailAttachmentDeliveryMode", DeliveryModes), Flag("hasVat"), Text("salesTaxPeriod"), Text("vatPeriod"),
            To("accounts", "defaultInvoiceBankAccountId"), Choice("invoiceNoMode", "sequential", "manual"),
            Integer("nextInvoiceNo"), Choice("paymentTermsMode", TermsModes), Integer("paymentTermsDays"),
            Choice("defaultTaxMode", "incl", "excl"), To("accounts", "defaultSalesAccountId"),
            To("salesTaxRulesets", "defaultSalesTaxRulesetId"), Text("defaultTemplateId"),
            To("accounts", "defaultInventoryAccountId"), Date("bankSyncStartDate"),
            To("accounts", "defaultBankFeeAccountId"), To("accounts", "defaultBillBankAccountId")),
        new Resource("users", "user", Verbs.Read | Verbs.Update,
            Time("createdTime"), Text("name").Required(), Text("email").Required(), Text("phone"),
            To("files", "profilePicFileId").ReadOnly(), Text("profilePicUrl").ReadOnly(), Text("profilePic48Url").ReadOnly(), Flag("isStaff"), Flag("isSupporter"),
            Flag("isAdmin"), Flag("isSupportAccessAllowed")),
    ];
}
