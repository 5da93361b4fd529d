using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Purchases() =>
    [
        new Resource("bills", "bill", Verbs.All,
            Organization(), Choice("type", "bill", "creditNote").Or("bill").Immutable(), Time("createdTime"), Time("approvedTime"),
            To("contacts", "contactId").Required().Immutable(), Text("contactName"), Date("entryDate").Required(),
            To("accounts", "paymentAccountId").Immutable(), Date("paymentDate").Immutable(), Date("dueDate"), Flag("isBare"),
            Choice("state", DocumentStates).Or("draft"), Text("suppliersInvoiceNo").OrNull(), Choice("taxMode", "incl", "excl"),
            Text("voucherNo"), Number("amount").ReadOnly(), Number("tax").ReadOnly(), Number("grossAmount").ReadOnly(),
            To("currencies", "currencyId"), Number("exchangeRate"), Number("balance").ReadOnly(), Flag("isPaid").ReadOnly(),
            Text("lineDescription").ReadOnly(), To("bills", "creditedBillId").Immutable(), Text("source").ReadOnly(),
            Text("subject").ReadOnly(), Many("creditNotes", "bills", "creditedBillId").ReadOnly(), Many("lines", "billLines", "billId"),
            Many("attachments", "attachments", "ownerReference"),
            Many("balanceModifiers", "balanceModifiers", "subjectReference").ReadOnly())
        {
            Filters = ["contactId", "creditedBillId", "isPaid", "state", "currencyId", "suppliersInvoiceNo", "isBare", "amount"],
            Presences = [("hasAttachments", "attachments")],
            Ranges = ["entryDate", "dueDate"],
            Periods = [("entryDatePeriod", "entryDate")],
            Search = ["contact.name", "lineDescription", "voucherNo", "amount", "suppliersInvoiceNo", "balance"],
            Sortable =
            [
                "entryDate", "dueDate", "createdTime", "lineDescription", "amount", "grossAmount", "balance", "contact.name",
                "voucherNo", "suppliersInvoiceNo", "attachments",
            ],
            SortDescending = true,
            Indexes = ["contactId", "creditedBillId", "suppliersInvoiceNo"],
            Rules = new BillRules(),
        },
        new Resource("billLines", "billLine", Verbs.All,
            To("bills", "billId").Required().Immutable(), To("accounts", "accountId").Required(), To("taxRates", "taxRateId"),
            Text("description"), Number("amount").Required(), Number("tax").ReadOnly(), Integer("priority"))
        {
            Filters = ["billId"],
            Position = "priority",
            PositionFrom = 1,
            Indexes = ["billId", "accountId", "taxRateId"],
            Rules = new BillLineRules(),
        },
    ];
}
