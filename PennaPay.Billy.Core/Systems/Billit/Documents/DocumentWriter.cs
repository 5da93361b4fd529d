using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Writes orders, and reads back what Billit made of them: it answers an id alone.</summary>
internal sealed class DocumentWriter(Database database, BillitWriter billit, DocumentReader reader, ISourcedInvoices sourced, TimeProvider time)
{
    /// <summary>Creates an order with one request, and reads it back.</summary>
    /// <exception cref="ApiException">It was not created, or, where it may have been processed, nobody knows or could see what it became.</exception>
    public async Task<RemoteDocument> CreateAsync(PushContext context, PreparedOrder ready, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Of("order", context.Connection.AccountId, ready.Order.ExternalProviderId, DocumentReader.Text(ready.Round));
        var outcome = await billit.CreateOrderAsync(context.Access, ready.Order, key, cancellationToken);
        CrashPoint.Reach("order.after-create");
        if (outcome is not BillitOutcome.Created created)
            throw NotDone(outcome);
        return await SureAsync(async () =>
        {
            var order = await reader.FindAsync(context.Access, DocumentReader.Text(created.Id), cancellationToken);
            if (order is null)
                return null;
            context.Memory.Of(() => new JustRead()).Keep(order, time.GetUtcNow());
            return await MarkedAsync(context.Access, order, ready.Order.IsSent == true, cancellationToken);
        });
    }

    /// <summary>What carries the key or the number; of what must count as sent, it is seen to that it does.</summary>
    public async Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection opened, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken)
    {
        List<RemoteDocument> found = [];
        foreach (var order in await reader.FindAsync(opened.Access, key, number, alsoByNumber, cancellationToken))
        {
            var isOurs = key is not null && order.ExternalProviderId == key;
            found.Add(isOurs && await MustCountAsSentAsync(opened.Connection, key!, cancellationToken)
                ? await MarkedAsync(opened.Access, order, isSent: true, cancellationToken)
                : DocumentReader.Whole(order));
        }

        return found;
    }

    /// <summary>What went wrong with a write that was not carried out for certain.</summary>
    public static ApiException NotDone(BillitOutcome outcome) => outcome switch
    {
        BillitOutcome.Refused refused => refused.Why,
        BillitOutcome.NotSent notSent => notSent.Why,
        BillitOutcome.Unknown { Why: { MayHaveBeenProcessed: true } why } => why,
        BillitOutcome.Unknown { Why: var why } => Unclear(why.Failure, why.Message),
        BillitOutcome.AlreadyThere => Unclear(ApiFailure.Unreadable, "A request with the same key was carried out before."),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    /// <summary>
    /// Reads back what a write that was carried out came to. However that fails, it was carried out: it may not be taken for one that was not.
    /// </summary>
    public static async Task<RemoteDocument> SureAsync(Func<Task<RemoteDocument?>> read)
    {
        try
        {
            return await read() ?? throw Unclear(ApiFailure.Unreadable, "What was created could not be read back.");
        }
        catch (ApiException failed) when (!failed.MayHaveBeenProcessed)
        {
            throw Unclear(failed.Failure, failed.Message);
        }
        catch (OperationCanceledException)
        {
            throw Unclear(ApiFailure.TimedOut, "What was created was not read back in time.");
        }
    }

    /// <summary>An order that counts as sent where it must, or one that says that it does not.</summary>
    private async Task<RemoteDocument> MarkedAsync(ApiAccess access, BillitOrder order, bool isSent, CancellationToken cancellationToken)
    {
        if (!isSent || order.IsSent == true)
            return DocumentReader.Whole(order);
        await billit.ChangeOrderAsync(access, order.OrderId, new() { IsSent = true }, cancellationToken);
        // Whatever was answered to that: what it is now is what counts.
        order = await reader.FindAsync(access, DocumentReader.Text(order.OrderId), cancellationToken) ?? order;
        var document = DocumentReader.Whole(order);
        return order.IsSent == true ? document : document with { Objection = new Failure(FailureCodes.SentMarkMissing, order.OrderNumber) };
    }

    private async Task<bool> MustCountAsSentAsync(Connection connection, string key, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        var invoice = await db.Set<LedgerEntry>().Where(push => push.ConnectionId == connection.Id && push.Key == key && push.Purpose == PushPurpose.Document)
            .Select(push => (Guid?)push.InvoiceId).FirstOrDefaultAsync(cancellationToken);
        return invoice is { } id && await sourced.SendingOnAsync(db, connection.Id, id, cancellationToken) != SendingOn.ByItself;
    }

    private static ApiException Unclear(ApiFailure failure, string message) => new(failure, message) { MayHaveBeenProcessed = true };
}
