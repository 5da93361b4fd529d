using System.Globalization;
using static PennaPay.Billy.Web.Sandbox.Pennylane.FilterOperators;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What each list can be filtered and sorted by.</summary>
internal static class Lists
{
    public static readonly ListKind<SandboxCustomer> Customers = new(
        company => company.CustomerShelf,
        [
            new("id", FilterKind.Id, Order, customer => customer.Id),
            new("customer_type", FilterKind.Text, ["eq", "not_eq"], customer => customer.IsCompany ? "company" : "individual"),
            new("ledger_account_id", FilterKind.Id, ["eq", "not_eq"], customer => customer.LedgerAccount),
            new("name", FilterKind.Text, ["start_with", "eq"], customer => customer.FullName),
            new("external_reference", FilterKind.Text, ["start_with", .. Equality], customer => customer.ExternalReference),
            new("reg_no", FilterKind.Text, Equality, customer => customer.RegNo),
            new("emails", FilterKind.Texts, ["in"], customer => customer.Emails),
        ],
        []);

    public static readonly ListKind<SandboxInvoice> Invoices = new(
        company => company.InvoiceShelf,
        [
            new("id", FilterKind.Id, Order, invoice => invoice.Id),
            new("date", FilterKind.Day, Order, invoice => invoice.Date),
            new("customer_id", FilterKind.Id, Order, invoice => invoice.Customer),
            new("billing_subscription_id", FilterKind.Id, Order, _ => null),
            new("quote_id", FilterKind.Id, Order, _ => null),
            new("invoice_number", FilterKind.Text, Equality, invoice => invoice.Number),
            new("draft", FilterKind.Flag, ["eq"], invoice => invoice.IsDraft),
            new("credit_note", FilterKind.Flag, ["eq"], invoice => invoice.IsCreditNote),
            new("external_reference", FilterKind.Text, ["eq"], invoice => invoice.ExternalReference),
            new("flow_id", FilterKind.Text, Equality, _ => null),
            new("category_id", FilterKind.Id, ["in"], _ => null),
        ],
        [("date", invoice => invoice.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "")]);

    public static readonly ListKind<SandboxProduct> Products = new(
        company => company.ProductShelf,
        [
            new("id", FilterKind.Id, Order, product => product.Id),
            new("label", FilterKind.Text, ["eq", "in"], product => product.Label),
            new("reference", FilterKind.Text, ["eq", "in"], product => product.Reference),
            new("external_reference", FilterKind.Text, Equality, product => product.ExternalReference),
        ],
        []);

    public static readonly ListKind<SandboxTransaction> Transactions = new(
        company => company.TransactionShelf,
        [
            new("id", FilterKind.Id, Equality, transaction => transaction.Id),
            new("bank_account_id", FilterKind.Id, Equality, _ => null),
            new("journal_id", FilterKind.Id, Equality, _ => null),
            new("date", FilterKind.Day, ["eq", "not_eq", "gt", "lt", "lteq", "gteq"], transaction => transaction.Date),
        ],
        []);

    /// <summary>The invoices that a condition about their customer leaves; null where it is about something else.</summary>
    public static IEnumerable<long>? OfCustomer(PennylaneCompany company, Condition<SandboxInvoice> condition) =>
        condition is { Field.Name: "customer_id", Operator: "eq" or "in" }
            ? condition.Values.Cast<long>().SelectMany(company.InvoicesOf)
            : null;
}
