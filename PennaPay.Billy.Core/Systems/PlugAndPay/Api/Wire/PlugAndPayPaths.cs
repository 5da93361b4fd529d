using System.Globalization;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>Where a request goes, relative to the API's root.</summary>
internal static class PlugAndPayPaths
{
    /// <summary>What belongs to an order. A name that is not known over there may be refused, so that all stand here.</summary>
    public const string Everything = "billing,collection_costs,discounts,items,payment,products,related_orders,shipping,taxes";

    /// <summary>The query with its question mark, without what is null; nothing when nothing is left.</summary>
    public static string Query(params IEnumerable<(string Key, string? Value)> query)
    {
        var pairs = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', pairs) is { Length: > 0 } joined ? "?" + joined : "";
    }

    public static string Record(string resource, long id) => string.Create(CultureInfo.InvariantCulture, $"{resource}/{id}");

    public static string Payment(long order) => $"{Record("orders", order)}/payment";

    /// <summary>The invoice as a file: assumed, not documented.</summary>
    public static string Invoice(long order) => $"{Record("orders", order)}/invoice";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static IReadOnlyList<(string Key, string? Value)> Conditions(OrderFilter filter) =>
    [
        ("invoice_status", filter.AreFinal switch { true => "final", false => "concept", null => null }),
        ("mode", filter.AreLive switch { true => "live", false => "test", null => null }),
        ("is_deleted", filter.AreDeleted ? "1" : null),
        ("payment_status", filter.PaymentStatuses.Count > 0 ? string.Join(',', filter.PaymentStatuses) : null),
        ("since_invoice_date", Day(filter.SinceInvoiceDate)),
        ("until_invoice_date", Day(filter.UntilInvoiceDate)),
        ("since_paid_at", filter.SincePaidAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        ("sort", filter.Sort switch
        {
            OrderSort.InvoiceDate => "invoice_date",
            OrderSort.InvoiceNumber => "invoice_number",
            OrderSort.PaidAt => "paid_at",
            _ => null,
        }),
        ("direction", filter.Sort is null ? null : filter.IsDescending ? "desc" : "asc"),
    ];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
