namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Takes away what a system keeps of ours, while its secret is still there.</summary>
public interface IDisconnecting
{
    /// <summary>Never throws for what the system does, and takes no longer than somebody would wait.</summary>
    /// <param name="connection">The connection that ends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DisconnectingAsync(Connection connection, CancellationToken cancellationToken);
}
