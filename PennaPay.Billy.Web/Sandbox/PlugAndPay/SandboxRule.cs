namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Something that shall be called when something happens to an order.</summary>
public sealed record SandboxRule
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>Such as <c>order_paid</c>.</summary>
    public string TriggerType { get; init; } = "";

    /// <summary>Only orders with one of these; empty: any order.</summary>
    public IReadOnlyList<long> Products { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What rules can wait for.</summary>
internal static class Triggers
{
    public const string OrderCreated = "order_created";
    public const string OrderPaid = "order_paid";
    public const string InvoiceCreated = "order_invoice_created";

    public static readonly string[] All = [OrderCreated, OrderPaid, InvoiceCreated];
}
