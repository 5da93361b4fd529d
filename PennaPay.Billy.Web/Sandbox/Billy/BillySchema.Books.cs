using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Books() =>
    [
        new Resource("accountGroups", "accountGroup", Verbs.All,
            Organization(), To("accountNatures", "natureId").Required().Immutable(), Text("name").Required(),
            Text("description"), Integer("accountNo"), Text("type").Or("group").ReadOnly(), Integer("sumFrom"),
            Text("style"), Integer("priority"))
        {
            SortBy = "accountNo",
            UsedBy = [("accounts", "groupId")],
        },
        new Resource("accounts", "account", Verbs.All,
            Organization(), Text("name").Required(), Integer("accountNo"), Text("description"),
            To("accountGroups", "groupId").Required(), To("accountNatures", "natureId").Immutable(),
            Text("systemRole").OrNull().ReadOnly(), To("currencies", "currencyId").Immutable(), To("taxRates", "taxRateId"),
            Flag("isPaymentEnabled"), Flag("isBankAccount").Immutable(), Flag("isArchived"), Text("bankId").ReadOnly(),
            Text("bankName").ReadOnly(), Text("bankRoutingNo").ReadOnly(), Text("bankAccountNo").ReadOnly(),
            Text("bankSwift").ReadOnly(), Text("bankIban").ReadOnly())
        {
            Filters = ["isPaymentEnabled", "isBankAccount", "isArchived", "natureId"],
            Search = ["name", "accountNo"],
            SortBy = "name",
            Indexes = ["groupId", "taxRateId"],
            UsedBy = [("products", "accountId"), ("postings", "accountId"), ("billLines", "accountId"), ("daybookTransactionLines", "accountId")],
            Rules = new AccountRules(),
        },
        new Resource("postings", "posting", Verbs.Read,
            Organization(), To("transactions", "transactionId").ReadOnly(), Date("entryDate").ReadOnly(),
            Text("text").ReadOnly(), To("accounts", "accountId").ReadOnly(), Number("amount").ReadOnly(),
            Choice("side", "debit", "credit").ReadOnly(), To("currencies", "currencyId").ReadOnly(),
            To("salesTaxReturns", "salesTaxReturnId").ReadOnly(), Flag("isVoided").ReadOnly(), Flag("isBankMatched").ReadOnly(),
            Integer("priority").ReadOnly())
        {
            Filters = ["accountId", "transactionId", "salesTaxReturnId", "isVoided"],
            Ranges = ["entryDate"],
            Position = "priority",
            Indexes = ["transactionId", "accountId", "salesTaxReturnId"],
        },
        // Billy's docs list writing here too; nothing of ours may ever do it, so the sandbox only reads.
        new Resource("transactions", "transaction", Verbs.Read,
            Organization(), Integer("transactionNo").ReadOnly(), Text("voucherNo").ReadOnly(), Time("createdTime"),
            Date("entryDate").ReadOnly(), Text("originatorType").OrNull().ReadOnly(), Reference("originatorReference").ReadOnly(),
            Text("originatorName").ReadOnly(), Flag("isVoided").ReadOnly(), Flag("isVoid").ReadOnly(),
            Many("postings", "postings", "transactionId").ReadOnly())
        {
            Indexes = ["originatorReference"],
        },
    ];
}
