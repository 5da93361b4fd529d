using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>That sessions of a person were ended.</summary>
public sealed record SessionsEnded(IReadOnlySet<Guid> Sessions);

/// <summary>Tells the open pages of a session that it has ended.</summary>
public sealed class SessionFeed(ILogger<SessionFeed> logger) : WorkspaceFeed<SessionsEnded>(logger)
{
    /// <inheritdoc cref="WorkspaceFeed{TEvent}.Publish"/>
    public new void Publish(WorkspaceId workspace, SessionsEnded ended) => base.Publish(workspace, ended);
}
