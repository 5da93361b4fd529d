using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>An address of ours that a system calls when something happens there. The address is a secret, of which only a hash is kept.</summary>
public sealed class Webhook : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>What is told by it, as the system calls that.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret part of the address, in hexadecimal.</summary>
    public required string AddressHash { get; set; }

    /// <summary>What the system signs its calls with, encrypted; null where it signs none, or has not said it yet.</summary>
    public string? Secret { get; set; }

    /// <summary>The system's id of it; null until the system has said that it took the address.</summary>
    public string? RemoteId { get; set; }

    /// <summary>When it was decided on, before the system was asked.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last called, to the minute; null where it never was.</summary>
    public DateTimeOffset? CalledAt { get; set; }
}
