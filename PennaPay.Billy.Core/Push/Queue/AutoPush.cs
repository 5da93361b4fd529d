using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Queues an invoice that becomes sent, in the same transaction, when the workspace asked for that.</summary>
public sealed class AutoPush(InvoicePusher pusher) : IInvoiceSentHandler
{
    /// <inheritdoc />
    public async Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        var connection = await db.Set<Connection>().AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        // Without a token too: the push then waits, as it would have if the token had been taken away a moment later.
        if (connection is { AutoPush: true, OrganizationId: not null }
            && invoice.IssueDate >= connection.AutoPushFrom)
            await pusher.QueueWithinAsync(db, invoice, connection, PushStarter.Auto, cancellationToken);
    }
}
