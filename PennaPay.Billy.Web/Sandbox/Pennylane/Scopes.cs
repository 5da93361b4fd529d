namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What a token may open.</summary>
internal static class Scopes
{
    public static readonly string[] ReadableHere = ["customers:readonly", "customer_invoices:readonly", "products:readonly", "transactions:readonly"];

    private static readonly string[] OfBothKinds =
    [
        "customers", "customer_invoices", "products", "quotes", "suppliers", "supplier_invoices", "transactions", "bank_accounts", "categories", "journals",
        "ledger_accounts", "ledger_entries", "customer_mandates", "billing_subscriptions", "commercial_documents", "purchase_requests",
    ];

    private static readonly HashSet<string> Known =
    [
        .. OfBothKinds.SelectMany(name => (string[])[$"{name}:readonly", $"{name}:all"]),
        "file_attachments:all", "trial_balance:readonly", "fiscal_years:readonly", "bank_establishments:readonly", "customer_invoice_templates:readonly",
        "pa_registrations:readonly", "exports:fec", "exports:agl", "exports:gl",
    ];

    /// <summary>The scopes of a space-separated list; null where it is empty or one of them is unknown.</summary>
    public static IReadOnlyList<string>? Read(string? text)
    {
        var scopes = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return scopes.Count > 0 && scopes.TrueForAll(Known.Contains) ? scopes : null;
    }
}
