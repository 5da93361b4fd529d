using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What a target works with during one push.</summary>
/// <param name="Opened">The connection, opened anew for each push, so that a disconnect holds from the next one on.</param>
/// <param name="Memory">What the target remembers from the pushes before it.</param>
public sealed record PushContext(OpenedConnection Opened, PushMemory Memory)
{
    public WorkspaceId Workspace => Opened.Connection.WorkspaceId;

    public Connection Connection => Opened.Connection;

    public ApiAccess Access => Opened.Access;
}
