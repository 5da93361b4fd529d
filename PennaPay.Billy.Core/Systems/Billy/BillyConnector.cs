using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>A workspace's connection to Billy, as its pages know it: there is one at a time.</summary>
public sealed class BillyConnector(Connector connector, ConnectionStore store, ConnectionOpener opener, QueuePauses pauses)
{
    /// <summary>What connections to Billy have as their <see cref="Connection.System"/>.</summary>
    public static string SystemId => BillySystem.SystemId;

    /// <inheritdoc cref="Connector.ViewAsync"/>
    public Task<ConnectionView> ViewAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        connector.ViewAsync(workspace, BillySystem.SystemId, cancellationToken);

    /// <inheritdoc cref="Connector.ConnectAsync"/>
    public Task<ConnectResult> ConnectAsync(Actor actor, string? pastedToken, bool sandbox, CancellationToken cancellationToken) =>
        connector.ConnectAsync(actor, BillySystem.SystemId, pastedToken, sandbox, cancellationToken);

    /// <inheritdoc cref="Connector.TestAsync"/>
    public Task<TestResult> TestAsync(Actor actor, CancellationToken cancellationToken) =>
        connector.TestAsync(actor, BillySystem.SystemId, cancellationToken);

    /// <inheritdoc cref="Connector.DisconnectAsync"/>
    public Task<ConnectionView> DisconnectAsync(Actor actor, CancellationToken cancellationToken) =>
        connector.DisconnectAsync(actor, BillySystem.SystemId, cancellationToken);

    /// <inheritdoc cref="ConnectionOpener.OpenCurrentAsync"/>
    public Task<Opening> OpenAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        opener.OpenCurrentAsync(workspace, BillySystem.SystemId, cancellationToken);

    /// <summary>Lets pushes to Billy go on.</summary>
    public async Task ResumeAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ManageConnections);
        if (await store.CurrentAsync(actor.Workspace, BillySystem.SystemId, cancellationToken) is { } connection)
            await pauses.ResumeAsync(actor, connection.Id, cancellationToken);
    }
}
