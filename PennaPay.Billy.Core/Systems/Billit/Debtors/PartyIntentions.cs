using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>Keeps <see cref="PartyIntention"/>s.</summary>
internal sealed class PartyIntentions(Database database, TimeProvider time)
{
    public async Task<PartyIntention?> FindAsync(WorkspaceId workspace, Guid connection, Guid customer, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<PartyIntention>().FirstOrDefaultAsync(row => row.ConnectionId == connection && row.CustomerId == customer, cancellationToken);
    }

    /// <summary>Says that a request is about to leave.</summary>
    public Task BeginAsync(WorkspaceId workspace, Guid connection, Guid customer, CancellationToken cancellationToken) =>
        ChangeAsync(workspace, connection, customer, row => (row.SentAt, row.MissedAt) = (time.GetUtcNow(), null), cancellationToken);

    /// <summary>Says that a look did not find what came of it.</summary>
    public Task MissAsync(WorkspaceId workspace, Guid connection, Guid customer, CancellationToken cancellationToken) =>
        ChangeAsync(workspace, connection, customer, row => row.MissedAt ??= time.GetUtcNow(), cancellationToken);

    /// <summary>Says that it is known what came of it, or that nothing did.</summary>
    public Task EndAsync(WorkspaceId workspace, Guid connection, Guid customer, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, ct) => db.Set<PartyIntention>()
            .Where(row => row.ConnectionId == connection && row.CustomerId == customer).ExecuteDeleteAsync(ct), cancellationToken);

    private Task ChangeAsync(WorkspaceId workspace, Guid connection, Guid customer, Action<PartyIntention> change, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var row = await db.Set<PartyIntention>().AsTracking().FirstOrDefaultAsync(one => one.ConnectionId == connection && one.CustomerId == customer, ct)
                ?? db.Add(new PartyIntention { ConnectionId = connection, CustomerId = customer, ExternalId = PartyIntention.ExternalIdOf(customer) }).Entity;
            change(row);
        }, cancellationToken);
}
