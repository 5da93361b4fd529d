namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How far a document is on its way to the customer, as the system says.</summary>
/// <param name="State">How far.</param>
/// <param name="Way">How it goes, in the system's word; null where it does not say.</param>
/// <param name="At">When it came to stand so; null where the system does not say.</param>
/// <param name="Reason">Why it was refused or failed, in the system's words.</param>
public sealed record RemoteDelivery(DeliveryState State, string? Way = null, DateTimeOffset? At = null, string? Reason = null);

/// <summary>How far a document is on its way to the customer. Stored as a number: add at the end.</summary>
public enum DeliveryState
{
    /// <summary>The system has it in hand.</summary>
    OnItsWay,

    /// <summary>It was handed over.</summary>
    Delivered,

    /// <summary>The receiver, or the network for it, does not take it.</summary>
    Refused,
}
