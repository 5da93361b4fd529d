namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>Which orders are asked for. Null and nothing leave a condition out.</summary>
public sealed record OrderFilter
{
    /// <summary>Final invoices or concepts.</summary>
    public bool? AreFinal { get; init; }

    /// <summary>Real orders or those of tests.</summary>
    public bool? AreLive { get; init; }

    /// <summary>Those that somebody deleted, which are in no list otherwise.</summary>
    public bool AreDeleted { get; init; }

    /// <summary>See <see cref="PaymentStatuses"/>.</summary>
    public IReadOnlyCollection<string> PaymentStatuses { get; init; } = [];

    /// <summary>The first day, included.</summary>
    public DateOnly? SinceInvoiceDate { get; init; }

    /// <summary>The last day, included.</summary>
    public DateOnly? UntilInvoiceDate { get; init; }

    /// <summary>Sent in UTC; which zone it is taken for is not documented.</summary>
    public DateTimeOffset? SincePaidAt { get; init; }

    /// <summary>Null for the order that Plug&amp;Pay chooses.</summary>
    public OrderSort? Sort { get; init; }

    /// <summary>Whether the last one of that order comes first.</summary>
    public bool IsDescending { get; init; }
}

/// <summary>In which order a list comes, the first one first. What is equal in it comes in an order that is not known.</summary>
public enum OrderSort
{
    InvoiceDate,
    InvoiceNumber,
    PaidAt,
}
