using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>Where the document of an invoice can be seen, whether it was pushed or came in.</summary>
public sealed class DocumentPages(Database database, PushLedger ledger, PushTargets targets)
{
    /// <returns>Its page in the listed account; null where that has none of it.</returns>
    public async Task<Uri?> FindAsync(WorkspaceId workspace, Guid invoice, CancellationToken cancellationToken)
    {
        if (await ledger.ListedCopyAsync(workspace, invoice, cancellationToken) is not { RemoteId: { } document } copy)
            return null;
        await using var db = database.Read(workspace);
        var connection = await db.Set<Connection>().FirstAsync(known => known.Id == copy.ConnectionId, cancellationToken);
        return targets.Find(connection.System)?.PageOf(connection, document);
    }
}
