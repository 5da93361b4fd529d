using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Copies;

/// <summary>How far the document that a connection has of an invoice is on its way to the customer. The ledger alone writes it.</summary>
public sealed class Delivery : IWorkspaceOwned
{
    /// <summary>What has been on its way for longer is stuck: networks hand over within minutes.</summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromHours(24);

    public WorkspaceId WorkspaceId { get; set; }

    public Guid InvoiceId { get; set; }

    public Guid ConnectionId { get; set; }

    public DeliveryState State { get; set; }

    /// <summary>How it goes, in the system's word; null where it does not say.</summary>
    public string? Way { get; set; }

    /// <summary>Why it was refused, in the system's words.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was sent on last.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Since when it stands so, as the system says or as it was first seen.</summary>
    public DateTimeOffset StandsSince { get; set; }

    /// <summary>When it was looked at last.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Whether it has been on its way for too long.</summary>
    public bool IsStuckAt(DateTimeOffset now) => State == DeliveryState.OnItsWay && now - SentAt > LongestWay;

    /// <summary>Takes over what the system says of it.</summary>
    /// <returns>Whether it stands otherwise than it did.</returns>
    internal bool Take(RemoteDelivery seen, DateTimeOffset now)
    {
        var isOther = (State, Way, Reason) != (seen.State, seen.Way ?? Way, seen.Reason);
        if (isOther)
            StandsSince = seen.At ?? now;
        (State, Way, Reason, SeenAt) = (seen.State, seen.Way ?? Way, seen.Reason, now);
        return isOther;
    }
}
