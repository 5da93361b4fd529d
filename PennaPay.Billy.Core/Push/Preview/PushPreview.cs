using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>
/// Says what a push into the connection that lists are about would send, without sending it: only reads, and creates nothing
/// on either side.
/// </summary>
public sealed class PushPreview(Database database, InvoiceDetails invoices, ConnectionOpener opener, PushTargets targets, TakenInvoices taken)
{
    public async Task<PreviewResult> OfAsync(WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        if (await invoices.FindAsync(workspace, invoiceId, cancellationToken) is not { } invoice)
            return new PreviewResult.Missing();
        var (opened, refusal) = await opener.OpenListedAsync(workspace, cancellationToken);
        if (opened is null)
            return new PreviewResult.Refused(refusal!);
        try
        {
            var last = await LastSentAsync(opened.Connection, invoice, cancellationToken);
            var preview = await targets.Of(opened.Connection.System).PreviewAsync(opened.Urgently(), invoice, last, cancellationToken);
            var heldBack = await taken.HeldBackAsync(database, opened.Connection, invoice, cancellationToken);
            return new PreviewResult.Ready(new InvoicePreview(
                invoice.Version, preview.Contact, preview.Now, preview.Before, preview.Before is null ? null : last?.At,
                preview.Before is null ? null : DraftDifference.Between(preview.Before, preview.Now),
                heldBack is null ? preview.Problems : [heldBack, .. preview.Problems], preview.Before is not null && last?.ContentHash == invoice.ContentHash));
        }
        catch (ApiException failure)
        {
            return new PreviewResult.Refused(ApiFailures.DescribeRead(failure));
        }
    }

    /// <returns>Null when the connection has no document of ours, or history does not know what was sent.</returns>
    private async Task<LastSent?> LastSentAsync(Connection connection, Invoice invoice, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        var push = await (
            from copy in db.Set<InvoiceCopy>()
            join entry in db.Set<LedgerEntry>() on new { copy.InvoiceId, copy.ConnectionId, copy.RemoteId }
                equals new { entry.InvoiceId, entry.ConnectionId, entry.RemoteId }
            where copy.InvoiceId == invoice.Id && copy.ConnectionId == connection.Id && entry.State == PushState.Succeeded
            orderby entry.EndedAt descending
            select entry).FirstOrDefaultAsync(cancellationToken);
        if (push is null)
            return null;
        var sent = await db.Set<PushHistoryEntry>()
            .Where(h => h.PushId == push.Id && h.Request != null)
            .OrderByDescending(h => h.Id)
            .Select(h => new { h.Request, h.At })
            .FirstOrDefaultAsync(cancellationToken);
        return sent is { Request: { } request } ? new(request, push.Gross, push.ContentHash, sent.At) : null;
    }
}
