using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// Hears, inside the transaction that makes it so, that lists show another connection than before. Connections knows none
/// of its handlers; Push is one, because it alone knows how invoices stand there.
/// </summary>
public interface IConnectionHandler
{
    /// <summary>May be called again when the transaction is repeated.</summary>
    Task ListedAsync(WorkspaceDbContext db, Connection connection, CancellationToken cancellationToken);
}
