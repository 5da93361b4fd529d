using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Pushing;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>What is here of a source's account, for a source that has to decide what to read. Everything goes by the source's ids.</summary>
public sealed class SourceKnowledge
{
    private readonly Database database;
    private readonly Connection connection;

    internal SourceKnowledge(Database database, Connection connection) => (this.database, this.connection) = (database, connection);

    /// <summary>The customers that nothing is to be read of.</summary>
    public async Task<IReadOnlySet<string>> ExcludedAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await db.Set<SourceAccount>().Where(account => account.ConnectionId == connection.Id && account.ExcludedAt != null)
            .Select(account => account.RemoteId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The customers that are here, in an order that is always the same.</summary>
    /// <param name="after">The last one of before; null for the first ones.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> CustomersAsync(string? after, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await Present(db).Where(id => after == null || id.CompareTo(after) > 0).OrderBy(id => id).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<int> CountCustomersAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await Present(db).CountAsync(cancellationToken);
    }

    /// <summary>Those of some customers that are here.</summary>
    public async Task<IReadOnlySet<string>> HasCustomersAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await db.Set<RecordLink>().Where(link => link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact && ids.Contains(link.RemoteId))
            .Select(link => link.RemoteId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Those of some invoices that are here.</summary>
    public async Task<IReadOnlySet<string>> HasInvoicesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await Standing(db, open: false).Where(invoice => ids.Contains(invoice.RemoteId)).Select(invoice => invoice.RemoteId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The invoices that are here of some customers, by customer.</summary>
    public async Task<ILookup<string, string>> InvoicesOfAsync(IReadOnlyCollection<string> customers, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        var found = await db.Set<RecordLink>().Where(link => link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact && customers.Contains(link.RemoteId))
            .Join(db.Set<SourcedInvoice>().Where(invoice => invoice.ConnectionId == connection.Id), link => link.LocalId, invoice => invoice.CustomerId, (link, invoice) => new { Customer = link.RemoteId, invoice.RemoteId })
            .ToListAsync(cancellationToken);
        return found.ToLookup(one => one.Customer, one => one.RemoteId, StringComparer.Ordinal);
    }

    /// <summary>Invoices that are here, in an order that is always the same.</summary>
    /// <param name="open">Only those on which somebody still has to pay.</param>
    /// <param name="after">The last one of before; null for the first ones.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> InvoicesAsync(bool open, string? after, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await Standing(db, open).Select(invoice => invoice.RemoteId).Where(id => after == null || id.CompareTo(after) > 0)
            .OrderBy(id => id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Invoices on which something was paid that nobody has looked for yet, as they stand; those that are open first.</summary>
    /// <param name="take">How many at the most.</param>
    /// <param name="open">Only those on which somebody still has to pay.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<string> Ids, int Total)> WithoutPaymentsAsync(int take, bool open, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        var waiting = Standing(db, open: false).Where(invoice => invoice.PaymentsReadAt == null
            && (invoice.Standing == SourceStanding.PartlyPaid || invoice.Standing == SourceStanding.PartlyCredited || invoice.Standing == SourceStanding.Paid && !open
                // One that was taken back must go.
                || db.Set<Payment>().Any(payment => payment.InvoiceId == invoice.InvoiceId)));
        return (await waiting.OrderBy(invoice => invoice.Standing == SourceStanding.Paid).ThenBy(invoice => invoice.RemoteId).Select(invoice => invoice.RemoteId).Take(take).ToListAsync(cancellationToken),
            await waiting.CountAsync(cancellationToken));
    }

    /// <summary>Open invoices that are paid in full where they went on to, and of which the source is to be told.</summary>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> PaidElsewhereAsync(int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await db.Set<SourcePush>().Where(push => push.SourceId == connection.Id && push.IsOn && push.TellsPayments)
            .Join(db.Set<InvoiceCopy>().Where(copy => copy.Condition == DocumentCondition.Paid), push => push.ConnectionId, copy => copy.ConnectionId, (push, copy) => copy.InvoiceId)
            .Join(
                Standing(db, open: true).Where(row => row.PaymentTold == PaymentTold.No && db.Set<Invoice>().Any(invoice => invoice.Id == row.InvoiceId && invoice.Kind == InvoiceKind.Invoice)),
                id => id, row => row.InvoiceId, (id, row) => row.RemoteId)
            .OrderBy(id => id).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<int> CountInvoicesAsync(bool open, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await Standing(db, open).CountAsync(cancellationToken);
    }

    private IQueryable<string> Present(WorkspaceDbContext db) => db.Set<RecordLink>()
        .Where(link => link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact
            && !db.Set<SourceAccount>().Any(account => account.ConnectionId == connection.Id && account.RemoteId == link.RemoteId && (account.ExcludedAt != null || account.GoneAt != null || account.DeletedAt != null)))
        .Select(link => link.RemoteId);

    private IQueryable<SourcedInvoice> Standing(WorkspaceDbContext db, bool open)
    {
        var invoices = db.Set<SourcedInvoice>().Where(invoice => invoice.ConnectionId == connection.Id && invoice.Standing != SourceStanding.Gone
            && !db.Set<RecordLink>().Any(link => link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact && link.LocalId == invoice.CustomerId
                && db.Set<SourceAccount>().Any(account => account.ConnectionId == connection.Id && account.RemoteId == link.RemoteId && account.ExcludedAt != null)));
        return open
            ? invoices.Where(invoice => SourceStandings.Open.Contains(invoice.Standing))
            : invoices;
    }
}
