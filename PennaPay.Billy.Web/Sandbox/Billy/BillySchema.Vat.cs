using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Vat() =>
    [
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
        new Resource("taxRates", "taxRate", Verbs.All,
            Organization(), Text("name").Required().Immutable(), Text("abbreviation").Immutable(),
            Text("description").Immutable(), Number("rate").Required().Immutable(), Flag("appliesToSales").Immutable(),
            Flag("appliesToPurchases").Immutable(), Flag("isPredefined").ReadOnly(), Flag("isActive").Or(true),
            To("salesTaxMetaFields", "netAmountMetaFieldId").Immutable(), Text("predefinedTag").ReadOnly(), Integer("priority"),
            Text("taxRateGroup").ReadOnly(), Many("deductionComponents", "taxRateDeductionComponents", "taxRateId").Immutable())
        {
            SortBy = "priority",
            UsedBy = [("accounts", "taxRateId"), ("salesTaxRules", "taxRateId"), ("billLines", "taxRateId")],
        },
        new Resource("taxRateDeductionComponents", "taxRateDeductionComponent", Verbs.All,
            To("taxRates", "taxRateId").Required().Immutable(), Number("share").Required().Immutable(),
            Choice("source", "tax", "net").Required().Immutable(), To("accounts", "accountId").Required().Immutable(),
            Integer("priority"))
        {
            Filters = ["taxRateId"],
            Position = "priority",
            Indexes = ["taxRateId"],
        },
        new Resource("salesTaxAccounts", "salesTaxAccount", Verbs.All,
            Organization(), To("accounts", "accountId").Required(), Text("type").Required(), Integer("priority"))
        {
            SortBy = "priority",
        },
        new Resource("salesTaxMetaFields", "salesTaxMetaField", Verbs.All,
            Organization(), Text("name").Required(), Text("description"), Integer("priority"), Flag("isPredefined").ReadOnly())
        {
            SortBy = "priority",
        },
        new Resource("salesTaxPayments", "salesTaxPayment", NoDelete,
            To("salesTaxReturns", "salesTaxReturnId").Required().Immutable(), Date("entryDate").Required().Immutable(),
            To("accounts", "accountId").Required().Immutable(), Number("amount").ReadOnly(), Side().ReadOnly(), Flag("isVoided"))
        {
            Filters = ["salesTaxReturnId", "isVoided"],
            Indexes = ["salesTaxReturnId"],
            Rules = new SalesTaxPaymentRules(),
        },
        new Resource("salesTaxReturns", "salesTaxReturn", Verbs.Read | Verbs.Update,
            Organization(), Time("createdTime"), Text("periodType").ReadOnly(), Text("period").ReadOnly(), Text("periodText"),
            Integer("correctionNo").ReadOnly(), Date("startDate").ReadOnly(), Date("endDate").ReadOnly(), Date("reportDeadline"),
            Flag("isSettled"), Flag("isPaid").ReadOnly())
        {
            Filters = ["isSettled", "isPaid", "period"],
            SortBy = "startDate",
            Rules = new SalesTaxReturnRules(),
        },
    ];
}
