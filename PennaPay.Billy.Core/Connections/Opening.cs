using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Writes;

namespace PennaPay.Billy.Core.Connections;

/// <summary>What came of opening a connection: one of the two is there.</summary>
/// <param name="Opened">Ready. A pause is not looked at: see <see cref="Connection.PauseAt"/>.</param>
/// <param name="Refusal">Why there is no usable secret.</param>
public readonly record struct Opening(OpenedConnection? Opened, Failure? Refusal);

/// <summary>A connection that calls can be made with.</summary>
/// <param name="Access">Where to call and as whom; hold it no longer than the operation.</param>
/// <param name="Connection">The account and the settings as they were at that moment.</param>
public sealed record OpenedConnection(ApiAccess Access, Connection Connection)
{
    /// <summary>The same for a push, or for what a person waits for.</summary>
    public OpenedConnection Urgently() => this with { Access = Access with { Priority = RequestPriority.Urgent } };

    /// <summary>The same for a write that must leave before a time or not at all.</summary>
    internal OpenedConnection SendingBy(SendDeadline deadline) => this with { Access = Access with { SendBy = deadline } };

    /// <summary>The same for work that has opened a log scope of its own, which names the connection and more.</summary>
    internal OpenedConnection WithinScope() => this with { Access = Access with { Scope = null } };
}
