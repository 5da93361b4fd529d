using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What a target works with during one push.</summary>
/// <param name="Opened">The connection, opened anew for each push, so that a disconnect holds from the next one on.</param>
/// <param name="Memory">What the target remembers from the pushes before it.</param>
public sealed record PushContext(OpenedConnection Opened, PushMemory Memory)
{
    /// <summary>The document that is to be sent on; null where it is to be made.</summary>
    public StandingDocument? Document { get; init; }

    public WorkspaceId Workspace => Opened.Connection.WorkspaceId;

    public Connection Connection => Opened.Connection;

    public ApiAccess Access => Opened.Access;
}

/// <summary>A document that stands and is to be sent on to the customer.</summary>
/// <param name="RemoteId">The system's id.</param>
/// <param name="Round">1 for the first time, raised each time that a person wants it sent once more.</param>
/// <param name="Way">How that person wants it sent, in the target's own word; null as the owner chose for all.</param>
public sealed record StandingDocument(string RemoteId, int Round, string? Way)
{
    /// <summary>Whether it was sent on from here and has been on its way for too long, so that a person may want it sent once more.</summary>
    public bool IsStuck { get; init; }
}
