using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>
/// Puts invoices aside that cannot be deleted, and takes them back. What other systems have of them stays, and is still looked at.
/// </summary>
public sealed class InvoiceArchive(Database database, IEnumerable<IInvoiceKeeper> keepers, InvoiceFeed feed)
{
    /// <summary>Puts it aside, unless a push of it is under way. One that is there already stays there.</summary>
    public Task<ArchiveResult> ArchiveAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditInvoices, async (db, token) =>
        {
            foreach (var keeper in keepers)
            {
                if ((await keeper.BusyAsync(db, [id], token)).Count > 0)
                    return ArchiveResult.Busy;
            }

            return await SetAsync(db, id, true, "invoice.archived", token);
        }, cancellationToken);

    /// <summary>Takes it back into all lists.</summary>
    public Task<ArchiveResult> RestoreAsync(Actor actor, Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        actor, Permission.EditInvoices, (db, token) => SetAsync(db, id, false, "invoice.restored", token), cancellationToken);

    private async Task<ArchiveResult> SetAsync(
        WorkspaceDbContext db, Guid id, bool isArchived, string action, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } invoice)
            return ArchiveResult.NotFound;
        if (invoice.IsArchived == isArchived)
            return ArchiveResult.Done;
        // What a form was filled from is the same: its content and version stay.
        invoice.IsArchived = isArchived;
        db.Audit(action, nameof(Invoice), id);
        db.AfterCommit(() => feed.Publish(new(db.Workspace)));
        return ArchiveResult.Done;
    }
}
