using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>The draft of an invoice that was sent last and is in Billy, with what its ids mean here.</summary>
/// <param name="Draft">As it was sent.</param>
/// <param name="Gross">What it came to with VAT.</param>
/// <param name="ContentHash">The invoice's content at the time.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Customer">The customer's name; null when the contact is nobody's any more.</param>
/// <param name="Credited">The number of the credited invoice; null when it is nobody's any more.</param>
internal sealed record LastDraft(
    NewDraftInvoice Draft, decimal Gross, string ContentHash, DateTimeOffset At, string? Customer, string? Credited)
{
    /// <returns>Null when Billy's organisation has no draft of ours, or history does not know what was sent.</returns>
    public static async Task<LastDraft?> FindAsync(
        WorkspaceDbContext db, Invoice invoice, string organizationId, CancellationToken cancellationToken)
    {
        if (invoice.RemoteId is not { } id)
            return null;
        var push = await db.Set<LedgerEntry>()
            .Where(e => e.InvoiceId == invoice.Id && e.RemoteId == id && e.State == PushState.Succeeded && e.OrganizationId == organizationId)
            .OrderByDescending(e => e.EndedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (push is null)
            return null;
        var sent = await db.Set<PushHistoryEntry>()
            .Where(h => h.PushId == push.Id && h.Request != null)
            .OrderByDescending(h => h.Id)
            .Select(h => new { h.Request, h.At })
            .FirstOrDefaultAsync(cancellationToken);
        return sent is { Request: { } request } && DraftMapper.ReadBack(request) is { } draft
            ? new(
                draft, push.Gross, push.ContentHash, sent.At,
                await CustomerAsync(db, organizationId, draft.ContactId, cancellationToken),
                await CreditedAsync(db, draft.CreditedInvoiceId, cancellationToken))
            : null;
    }

    private static async Task<string?> CustomerAsync(WorkspaceDbContext db, string organizationId, string contactId, CancellationToken cancellationToken)
    {
        var key = await db.Set<BillyLink>()
            .Where(l => l.OrganizationId == organizationId && l.Kind == BillyLinkKind.Contact && l.BillyId == contactId)
            .Select(l => l.LocalKey)
            .FirstOrDefaultAsync(cancellationToken);
        return Guid.TryParse(key, out var customer)
            ? await db.Set<Customer>().Where(c => c.Id == customer).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken)
            : null;
    }

    private static async Task<string?> CreditedAsync(WorkspaceDbContext db, string? remoteId, CancellationToken cancellationToken) =>
        remoteId is null
            ? null
            : await db.Set<Invoice>().Where(i => i.RemoteId == remoteId).Select(i => i.Number).FirstOrDefaultAsync(cancellationToken);
}
