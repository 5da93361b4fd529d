namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>What of an order is changed; null stays as it is. There are few things that Billit lets be changed.</summary>
internal sealed record OrderChange
{
    /// <summary>Whether it counts as sent.</summary>
    public bool? IsSent { get; init; }
    public bool? Paid { get; init; }
    public DateOnly? PaidDate { get; init; }
    public string? InternalInfo { get; init; }
}
