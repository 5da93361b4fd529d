using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Keeps every invoice that a source still has: deleted here, it would come again.</summary>
internal sealed class SourceKeeper : IInvoiceKeeper
{
    private static readonly IReadOnlySet<Guid> None = new HashSet<Guid>();

    /// <inheritdoc />
    public async Task<IReadOnlySet<Guid>> MustStayAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken) =>
        await db.Set<SourcedInvoice>().Where(row => invoiceIds.Contains(row.InvoiceId) && row.Standing != SourceStanding.Gone).Select(row => row.InvoiceId).ToHashSetAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlySet<Guid>> BusyAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken) => Task.FromResult(None);

    /// <inheritdoc />
    public Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) => Task.CompletedTask;
}
