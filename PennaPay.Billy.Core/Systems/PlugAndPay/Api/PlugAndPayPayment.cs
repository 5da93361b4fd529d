namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// How an order is paid. The address at which it can be is left out: whoever has it sees the order.
/// </summary>
public sealed record PlugAndPayPayment
{
    public long? OrderId { get; init; }
    public long? CustomerId { get; init; }

    /// <summary>Such as <c>open</c>; see <see cref="PaymentStatuses"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Such as <c>ideal</c>, <c>bancontact</c> or <c>banktransfer</c>; there are new ones from time to time.</summary>
    public string? Method { get; init; }

    /// <summary>Such as <c>mollie</c>.</summary>
    public string? Provider { get; init; }

    /// <summary><c>mail</c>, <c>mandate</c>, <c>manual</c> or <c>unknown</c>.</summary>
    public string? Type { get; init; }
    public string? TransactionId { get; init; }

    /// <summary>Taken for UTC where no zone is told.</summary>
    public DateTimeOffset? PaidAt { get; init; }
}

/// <summary>The words for how a payment stands that are known.</summary>
public static class PaymentStatuses
{
    public const string Open = "open";

    /// <summary>The bank has been asked, and has not answered.</summary>
    public const string Processing = "processing";
    public const string Paid = "paid";

    /// <summary>The money went back.</summary>
    public const string Reversed = "reversed";

    /// <summary>A credit invoice took the order back.</summary>
    public const string Credited = "credited";

    /// <summary>The order is itself a credit invoice.</summary>
    public const string CreditInvoice = "credit_invoice";
}
