using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>Reads the invoices of both sides for a run and plans what is done with them. It writes nothing.</summary>
internal sealed class InvoiceReading(Database database, PushTargets targets, TakenInvoices taken)
{
    /// <param name="run">The run.</param>
    /// <param name="endpoint">Theirs.</param>
    /// <param name="opened">The account.</param>
    /// <param name="choices">What the owner chose.</param>
    /// <param name="coming">The names of contacts there whose customers come here by the same run, by their ids.</param>
    /// <param name="read">Is told how many documents were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">They could not all be read.</exception>
    public async Task<InvoicePlan> PlanAsync(
        SyncRun run, IInvoiceEndpoint endpoint, OpenedConnection opened, SyncChoices choices, IReadOnlyDictionary<string, string> coming, Action<int> read,
        CancellationToken cancellationToken)
    {
        var chosen = choices.Of(SyncModule.Invoices);
        var documents = await endpoint.ReadAllAsync(opened, read, cancellationToken);
        // What is paid is only told here; where nothing comes here, nobody asks.
        var payments = chosen.Direction == SyncDirection.ToThere ? [] : await PaymentsAsync(endpoint, opened, cancellationToken);
        var plan = await PlanAsync(run, endpoint, opened.Connection, choices, documents, payments, coming, cancellationToken);
        return plan.Queued is { Count: > 0 } queued ? plan.Without(await targets.Of(endpoint.System).ForeseeAsync(opened, queued, cancellationToken)) : plan;
    }

    private async Task<InvoicePlan> PlanAsync(
        SyncRun run, IInvoiceEndpoint endpoint, Connection connection, SyncChoices choices, IReadOnlyList<RemoteDocument> documents,
        IReadOnlyList<RemotePayment>? payments, IReadOnlyDictionary<string, string> coming, CancellationToken cancellationToken)
    {
        var target = targets.Of(endpoint.System);
        // This side is read last: a push that ended meanwhile is known.
        await using var db = database.Read(run.WorkspaceId);
        var ours = await OursAsync(db, connection, endpoint.Origin, cancellationToken);
        var known = await KnownAsync(db, run.ConnectionId, endpoint.Origin, cancellationToken);
        return InvoicePlanner.Plan(new()
        {
            Choices = choices.Of(SyncModule.Invoices),
            GoTo = choices.InvoicesGoTo,
            Connection = connection.Id,
            Account = connection.AccountName ?? "",
            Documents = documents,
            Payments = payments,
            Known = known,
            Pushed = await PushedAsync(db, run.ConnectionId, cancellationToken),
            Keys = await KeysAsync(db, connection, ours, target, [.. documents.Where(document => !known.ContainsKey(document.Id))], cancellationToken),
            Ours = ours,
            Customers = await CustomersAsync(db, run.ConnectionId, null, cancellationToken),
            Coming = coming,
            Questions = await db.Set<SyncQuestion>()
                .Where(question => question.ConnectionId == run.ConnectionId && question.RecordKind == RecordKind.Invoice && question.ClosedAt == null)
                .ToDictionaryAsync(question => question.Subject, cancellationToken),
        });
    }

    // Invoices are worth having without what was paid on them; how they stand says whether they are.
    private static async Task<IReadOnlyList<RemotePayment>?> PaymentsAsync(IInvoiceEndpoint endpoint, OpenedConnection opened, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.ReadPaymentsAsync(opened, cancellationToken);
        }
        catch (ApiException exception) when (exception.Failure is ApiFailure.Unreadable or ApiFailure.NotFound or ApiFailure.Invalid or ApiFailure.Forbidden)
        {
            return null;
        }
    }

    /// <summary>Who is which contact there.</summary>
    /// <param name="db">The database.</param>
    /// <param name="connection">The account.</param>
    /// <param name="contacts">The contacts; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<LinkedCustomer>>> CustomersAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<string>? contacts, CancellationToken cancellationToken)
    {
        var links = db.Set<RecordLink>().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact);
        if (contacts is not null)
            links = links.Where(link => contacts.Contains(link.RemoteId));
        var linked = await links
            .Join(db.Set<Customer>(), link => link.LocalId, customer => customer.Id, (link, customer) => new { link.RemoteId, customer.Id, customer.Name, customer.Kind })
            .ToListAsync(cancellationToken);
        return linked.GroupBy(one => one.RemoteId, StringComparer.Ordinal).ToDictionary(
            same => same.Key,
            IReadOnlyList<LinkedCustomer> (same) => [.. same.Select(one => new LinkedCustomer(one.Id, one.Name, CustomerRecords.ModuleOf(one.Kind)))],
            StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, KnownInvoice>> KnownAsync(
        WorkspaceDbContext db, Guid connection, InvoiceOrigin origin, CancellationToken cancellationToken)
    {
        var copies = await db.Set<InvoiceCopy>().Where(copy => copy.ConnectionId == connection && copy.RemoteId != null)
            .Join(db.Set<Invoice>(), copy => copy.InvoiceId, invoice => invoice.Id, (copy, invoice) => new
            {
                copy.RemoteId, copy.InvoiceId, copy.State, copy.Condition, copy.RemoteNumber, invoice.Number, invoice.CustomerName,
            }).ToListAsync(cancellationToken);
        var prefix = PaymentKey.PrefixOf(connection);
        var payments = (await db.Set<Payment>().Where(payment => payment.Origin == origin && payment.OriginId.StartsWith(prefix))
            .Select(payment => new { payment.InvoiceId, Stored = new StoredPayment(payment.Id, payment.OriginId, payment.Day, payment.Amount) }).ToListAsync(cancellationToken))
            .ToLookup(payment => payment.InvoiceId, payment => payment.Stored);
        return copies.DistinctBy(copy => copy.RemoteId).ToDictionary(
            copy => copy.RemoteId!,
            copy => new KnownInvoice(
                copy.InvoiceId, InvoiceTitle.Of(copy.Number, copy.CustomerName), copy.State, copy.Condition, copy.RemoteNumber, [.. payments[copy.InvoiceId]]),
            StringComparer.Ordinal);
    }

    private static Task<HashSet<string>> PushedAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken) =>
        db.Set<LedgerEntry>().Where(entry => entry.ConnectionId == connection && entry.RemoteId != null)
            .Where(entry => !db.Set<InvoiceCopy>().Any(copy => copy.ConnectionId == connection && copy.RemoteId == entry.RemoteId))
            .Select(entry => entry.RemoteId!).ToHashSetAsync(cancellationToken);

    // What carries our key is ours, whether the push that made it is known or was lost with a database. Most accounts hold none that is not known.
    private static async Task<Dictionary<string, Guid?>> KeysAsync(
        WorkspaceDbContext db, Connection connection, IReadOnlyList<OurInvoice> ours, IPushTarget target, IReadOnlyList<RemoteDocument> documents,
        CancellationToken cancellationToken)
    {
        if (!documents.Any(document => document.Key is { } key && target.IsKey(key)))
            return [];
        var keys = await db.Set<LedgerEntry>().Where(entry => entry.ConnectionId == connection.Id && entry.Key != null).Select(entry => entry.Key!).Distinct()
            .ToDictionaryAsync(key => key, _ => (Guid?)null, cancellationToken);
        if (!documents.Any(document => document.Key is { } key && target.IsKey(key) && !keys.ContainsKey(key)))
            return keys;
        var open = ours.Select(invoice => invoice.Id).ToHashSet();
        await foreach (var invoice in db.Set<Invoice>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (open.Contains(invoice.Id))
                keys.TryAdd(target.KeyOf(connection, invoice), invoice.Id);
        }

        return keys;
    }

    private async Task<List<OurInvoice>> OursAsync(
        WorkspaceDbContext db, Connection connection, InvoiceOrigin incoming, CancellationToken cancellationToken)
    {
        var found = await (
            from invoice in db.Set<Invoice>()
            // What another account issued is not ours to send, and no other's document.
            where invoice.Origin != incoming
            where !db.Set<InvoiceCopy>().Any(copy => copy.InvoiceId == invoice.Id && copy.ConnectionId == connection.Id
                && (copy.RemoteId != null || copy.State == CopyState.Waiting || copy.State == CopyState.Sending || copy.State == CopyState.NeedsAttention))
            select new
            {
                invoice.Id, invoice.Kind, invoice.Number, invoice.IssueDate, invoice.Currency, invoice.Gross, invoice.CustomerId, invoice.CustomerName, invoice.Status,
                invoice.IsArchived, invoice.Origin,
                // Who took a push back, or gave it up, sends it again by hand.
                IsTakenBack = db.Set<LedgerEntry>().Any(entry => entry.InvoiceId == invoice.Id && entry.ConnectionId == connection.Id
                    && entry.Purpose == PushPurpose.Document && entry.State == PushState.Cancelled),
            }).ToListAsync(cancellationToken);
        var notTaken = await taken.RefusalsAsync(db, connection, found.Select(invoice => (invoice.Id, invoice.Origin)), cancellationToken);
        return found.ConvertAll(invoice => new OurInvoice(
            invoice.Id, invoice.Kind, invoice.Number, invoice.IssueDate, invoice.Currency, invoice.Gross, invoice.CustomerId, invoice.CustomerName)
        {
            MayGo = invoice.Status == InvoiceStatus.Sent && !invoice.IsArchived && !invoice.IsTakenBack && !notTaken.ContainsKey(invoice.Id)
                // To try things on is not to be booked.
                && (invoice.Origin != InvoiceOrigin.Sample || connection.UsesSandbox),
        });
    }
}
