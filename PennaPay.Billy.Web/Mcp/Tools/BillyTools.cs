using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Components.Shared;
using static PennaPay.Billy.Core.Systems.Billy.Lookup.LookupResources;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>The fifteen tools that read Billy, in an order that never changes.</summary>
internal sealed class BillyTools(BillyLookup lookup, KeyCallLog calls, FailureDescriber failures, TimeProvider time)
{
    /// <summary>What stands before their names where other systems' tools stand beside them.</summary>
    public const string Prefix = "billy__";

    private const string Adding = "Amounts of a creditNote are positive: subtract them. To sum what is owed leave out draft and voided, and sum per currencyId";

    public IEnumerable<BillyTool> All(string prefix)
    {
        var parts = new ToolParts(lookup, calls, failures, time);
        return
        [
            new OrganizationTool(parts, prefix),
            new OrganizationsTool(parts, prefix),
            new ListTool(parts, prefix, "list-contacts-tool", "List contacts", "customers and suppliers", Contacts),
            new GetTool(parts, prefix, "get-contact-tool", "Get contact", "a customer or supplier with all persons and e-mail addresses", Contacts),
            new ListTool(parts, prefix, "list-invoices-tool", "List invoices", "sales invoices and credit notes, drafts too, without lines. VAT is grossAmount less amount. " + Adding, Invoices),
            new GetTool(parts, prefix, "get-invoice-tool", "Get invoice", "a sales invoice or credit note", Invoices),
            new ListTool(parts, prefix, "list-products-tool", "List products", "what is sold", Products),
            new GetTool(parts, prefix, "get-product-tool", "Get product", "a product with its prices", Products),
            new ListTool(parts, prefix, "list-bills-tool", "List bills", "purchase bills and supplier credit notes, without lines. VAT is grossAmount less amount. " + Adding, Bills),
            new GetTool(parts, prefix, "get-bill-tool", "Get bill", "a purchase bill", Bills),
            new ListTool(parts, prefix, "list-accounts-tool", "List accounts", "the chart of accounts", Accounts),
            new GetTool(parts, prefix, "get-account-tool", "Get account", "a ledger account", Accounts),
            new ListTool(parts, prefix, "list-postings-tool", "List postings", "ledger postings of a period; amount is positive, side says debit or credit", Postings),
            new ListTool(parts, prefix, "list-daybook-transactions-tool", "List vouchers", "daybook transactions (vouchers), without lines", DaybookTransactions),
            new GetTool(parts, prefix, "get-daybook-transaction-tool", "Get voucher", "a daybook transaction (voucher)", DaybookTransactions),
        ];
    }
}

/// <summary>What every tool needs.</summary>
internal sealed record ToolParts(BillyLookup Lookup, KeyCallLog Calls, FailureDescriber Failures, TimeProvider Time);
