using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Daybooks() =>
    [
        new Resource("daybooks", "daybook", Verbs.All,
            Organization(), Flag("isTransactionSummaryEnabled"), Text("name").Required(), To("accounts", "defaultContraAccountId"),
            Many("balanceAccounts", "daybookBalanceAccounts", "daybookId"))
        {
            SortBy = "name",
            UsedBy = [("daybookTransactions", "daybookId")],
        },
        new Resource("daybookBalanceAccounts", "daybookBalanceAccount", Verbs.All,
            To("daybooks", "daybookId").Required(), To("accounts", "accountId").Required(), Integer("priority"))
        {
            Filters = ["daybookId"],
            Position = "priority",
            Indexes = ["daybookId"],
        },
        new Resource("daybookTransactions", "daybookTransaction", Verbs.All,
            Organization(), To("daybooks", "daybookId"), Time("createdTime"), Date("entryDate").Required().Immutable(), Text("voucherNo"),
            Text("description"), Text("extendedDescription"), Text("apiType"), Choice("state", DocumentStates).Or("draft"),
            Integer("priority"), Many("lines", "daybookTransactionLines", "daybookTransactionId").Immutable(),
            Many("attachments", "attachments", "ownerReference"))
        {
            Filters = ["daybookId", "apiType", "state"],
            Ranges = ["entryDate"],
            Search = ["description", "extendedDescription", "voucherNo"],
            Sortable = ["priority", "entryDate", "createdTime"],
            SortDescending = true,
            Indexes = ["daybookId", "apiType"],
            Rules = new DaybookTransactionRules(),
        },
        new Resource("daybookTransactionLines", "daybookTransactionLine", Verbs.All,
            To("daybookTransactions", "daybookTransactionId").Required().Immutable(), Text("text"),
            To("accounts", "accountId").Required().Immutable(), To("taxRates", "taxRateId").Immutable(),
            To("accounts", "contraAccountId").Immutable(), Number("amount").Required().Immutable(), Side().Required().Immutable(),
            To("currencies", "currencyId").Required().Immutable(), Integer("priority"))
        {
            Filters = ["daybookTransactionId", "accountId"],
            Position = "priority",
            PositionFrom = 1,
            Indexes = ["daybookTransactionId", "accountId"],
            Rules = new DaybookLineRules(),
        },
    ];
}
