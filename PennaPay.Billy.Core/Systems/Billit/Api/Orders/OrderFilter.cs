using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>Which orders, of those that the company sells by: by what Billit documents, and nothing else, for a filter that it does not know is refused.</summary>
public sealed record OrderFilter
{
    public OrderType? Type { get; init; }

    /// <summary>What a program knows it by, exactly.</summary>
    public string? ExternalProviderId { get; init; }

    /// <summary>The document's number, exactly.</summary>
    public string? OrderNumber { get; init; }
    public long? CounterPartyId { get; init; }

    /// <summary>Such as <c>ToSend</c>.</summary>
    public string? Status { get; init; }
    public bool? IsPaid { get; init; }
    public bool? IsSent { get; init; }

    /// <summary>Only those that were changed since the beginning of a day where Billit is.</summary>
    public DateOnly? ModifiedSince { get; init; }

    /// <summary>The first day that a document may be of.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day that a document may be of.</summary>
    public DateOnly? To { get; init; }

    internal IReadOnlyList<string?> Conditions =>
    [
        "OrderDirection eq 'Income'",
        Type is { } type ? $"OrderType eq {BillitPaths.Text(type.ToString())}" : null,
        ExternalProviderId is { } external ? $"ExternalProviderID eq {BillitPaths.Text(external)}" : null,
        OrderNumber is { } number ? $"OrderNumber eq {BillitPaths.Text(number)}" : null,
        CounterPartyId is { } party ? $"CounterParty/PartyID eq {BillitPaths.Number(party)}" : null,
        Status is { } status ? $"OrderStatus eq {BillitPaths.Text(status)}" : null,
        IsPaid is { } paid ? $"Paid eq {BillitPaths.Flag(paid)}" : null,
        IsSent is { } sent ? $"IsSent eq {BillitPaths.Flag(sent)}" : null,
        ModifiedSince is { } since ? $"LastModified ge {BillitPaths.Day(since)}" : null,
        From is { } from ? $"OrderDate ge {BillitPaths.Day(from)}" : null,
        To is { } to ? $"OrderDate le {BillitPaths.Day(to)}" : null,
    ];

    /// <summary>
    /// Whether an answer is one that was asked for, as far as it says. A filter that is not heeded must not make another document
    /// pass for ours.
    /// </summary>
    internal bool Holds(BillitOrder order) =>
        (ExternalProviderId is null || order.ExternalProviderId is null || order.ExternalProviderId == ExternalProviderId)
        && (OrderNumber is null || order.OrderNumber is null || order.OrderNumber == OrderNumber)
        && (Type is null || order.OrderType is null || order.OrderType.Equals(Type.ToString(), StringComparison.OrdinalIgnoreCase))
        && (order.OrderDirection is null || order.OrderDirection.Equals("Income", StringComparison.OrdinalIgnoreCase));
}
