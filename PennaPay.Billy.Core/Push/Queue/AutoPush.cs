using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Queues an invoice that becomes sent, in the same transaction, into every connection that was set to take it.</summary>
public sealed class AutoPush(InvoicePusher pusher, PushTargets targets, TakenInvoices taken, ISourcedInvoices sourced) : IInvoiceSentHandler
{
    /// <inheritdoc />
    public async Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        foreach (var connection in await TakersAsync(db, cancellationToken))
        {
            if (connection.AutoPushFrom <= invoice.IssueDate)
                await pusher.PushWithinAsync(db, invoice, connection, PushStarter.Auto, cancellationToken);
        }
    }

    /// <summary>
    /// The same for invoices that were sent elsewhere and are stored by now: of those that a connection takes, those that were issued
    /// late enough for it.
    /// </summary>
    internal async Task InvoicesCameAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        foreach (var connection in await TakersAsync(db, cancellationToken))
        {
            var due = await taken.Of(db, connection)
                .Where(invoice => invoiceIds.Contains(invoice.Id) && invoice.Status == InvoiceStatus.Sent && invoice.IssueDate >= connection.AutoPushFrom)
                .OrderBy(invoice => invoice.Id).Select(invoice => invoice.Id).ToListAsync(cancellationToken);
            if (due.Count > 0)
                await pusher.PushManyWithinAsync(db, due, connection, PushStarter.Auto, Guid.CreateVersion7(), cancellationToken);
        }

        await GoOnAsync(db, invoiceIds, cancellationToken);
    }

    /// <summary>The same for those that go on by themselves from the system that they came from.</summary>
    private async Task GoOnAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        foreach (var due in await sourced.GoingByThemselvesAsync(db, invoiceIds, cancellationToken))
        {
            if (await db.Set<Connection>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == due.Key && c.ReplacedAt == null, cancellationToken) is { } connection
                && targets.Find(connection.System) is not null)
                await pusher.PushManyWithinAsync(db, [.. due], connection, PushStarter.Auto, Guid.CreateVersion7(), cancellationToken);
        }
    }

    // Without a secret too: the push then waits, as it would have if the secret had been taken away a moment later.
    private async Task<List<Connection>> TakersAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<Connection>().AsNoTracking().Where(c => c.AutoPush && c.ReplacedAt == null).ToListAsync(cancellationToken))
            .FindAll(connection => targets.Find(connection.System) is not null);
}
