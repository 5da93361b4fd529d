using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>An order of a shop, or a credit invoice, whose prices are negative. Ids, numbers and times are given by the sandbox.</summary>
public sealed record SandboxOrder
{
    [JsonInclude] public long Id { get; internal init; }

    /// <summary>Null while it is a concept.</summary>
    [JsonInclude] public string? InvoiceNumber { get; internal init; }

    /// <summary>Null: the day on which it becomes final.</summary>
    public DateOnly? InvoiceDate { get; init; }

    public bool IsConcept { get; init; }

    public bool IsTest { get; init; }

    public bool IsHidden { get; init; }

    public string Source { get; init; } = "checkout";

    /// <summary>Whether prices, discounts and costs are with VAT.</summary>
    public bool IsTaxIncluded { get; init; } = true;

    public SandboxBuyer Buyer { get; init; } = new();

    public IReadOnlyList<SandboxOrderItem> Items { get; init; } = [];

    public SandboxOrderCost? Shipping { get; init; }

    public IReadOnlyList<SandboxOrderCost> CollectionCosts { get; init; } = [];

    /// <summary>One of <see cref="OrderPayments"/>.</summary>
    public string PaymentStatus { get; init; } = OrderPayments.Open;

    public string PaymentMethod { get; init; } = "ideal";

    public string PaymentType { get; init; } = "mail";

    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>The order that this credit invoice takes back.</summary>
    [JsonInclude] public long? Credits { get; internal init; }

    /// <summary>The credit invoice that took this order back.</summary>
    [JsonInclude] public long? CreditedBy { get; internal init; }

    [JsonInclude] public bool IsFirst { get; internal init; }

    [JsonInclude] public DateTimeOffset CreatedAt { get; internal init; }

    [JsonInclude] public DateTimeOffset UpdatedAt { get; internal init; }

    [JsonInclude] public DateTimeOffset? DeletedAt { get; internal init; }
}

/// <summary>The states of a payment.</summary>
public static class OrderPayments
{
    public const string Open = "open";
    public const string Processing = "processing";
    public const string Paid = "paid";
    public const string Reversed = "reversed";
    public const string Credited = "credited";
    public const string CreditInvoice = "credit_invoice";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Processing, Paid, Reversed, Credited, CreditInvoice];
}

public sealed record SandboxOrderItem
{
    [JsonInclude] public long Id { get; internal init; }

    public long? Product { get; init; }

    public string Label { get; init; } = "";

    public decimal Quantity { get; init; } = 1m;

    /// <summary>Of one piece, with VAT or without as the order says.</summary>
    public decimal Price { get; init; }

    /// <summary>VAT, in per cent.</summary>
    public decimal Percentage { get; init; } = 21m;

    /// <summary>What is deducted from all pieces together, with VAT or without as the order says.</summary>
    public decimal Discount { get; init; }

    public string? DiscountCode { get; init; }

    /// <summary>Such as <c>order-bump</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>Shipping or the cost of a reminder.</summary>
/// <param name="Price">With VAT or without as the order says.</param>
/// <param name="Percentage">VAT, in per cent.</param>
public sealed record SandboxOrderCost(decimal Price, decimal Percentage = 21m);

/// <summary>Who ordered.</summary>
public sealed record SandboxBuyer
{
    public string Firstname { get; init; } = "";

    public string Lastname { get; init; } = "";

    public string Email { get; init; } = "";

    public string? InvoiceEmail { get; init; }

    public string? Company { get; init; }

    public string? VatNumber { get; init; }

    /// <summary><c>none</c>, <c>reverse</c> or <c>unknown</c>.</summary>
    public string TaxExempt { get; init; } = "none";

    public string? Telephone { get; init; }

    public string? Street { get; init; }

    public string? Housenumber { get; init; }

    public string? Zipcode { get; init; }

    public string? City { get; init; }

    public string Country { get; init; } = "NL";
}

public sealed record SandboxShopProduct
{
    [JsonInclude] public long Id { get; internal init; }

    public string Title { get; init; } = "";

    public string? Sku { get; init; }

    /// <summary>Shown as a number where it is one.</summary>
    public string? Ledger { get; init; }

    public bool IsPhysical { get; init; }

    public decimal Price { get; init; }

    public decimal Percentage { get; init; } = 21m;
}
