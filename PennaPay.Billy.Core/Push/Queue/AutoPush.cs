using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Queues an invoice that becomes sent, in the same transaction, into every connection that was set to take it.</summary>
public sealed class AutoPush(InvoicePusher pusher, PushTargets targets) : IInvoiceSentHandler
{
    /// <inheritdoc />
    public async Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        // Without a secret too: the push then waits, as it would have if the secret had been taken away a moment later.
        var takers = await db.Set<Connection>().AsNoTracking()
            .Where(c => c.AutoPush && c.ReplacedAt == null && c.AutoPushFrom <= invoice.IssueDate).ToListAsync(cancellationToken);
        foreach (var connection in takers)
        {
            if (targets.Find(connection.System) is not null)
                await pusher.PushWithinAsync(db, invoice, connection, PushStarter.Auto, cancellationToken);
        }
    }
}
