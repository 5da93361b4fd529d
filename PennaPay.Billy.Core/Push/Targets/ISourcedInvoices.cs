using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>
/// Knows the invoices that came from systems which only give, and whether the owner lets them go on from there. Push knows none of
/// those systems.
/// </summary>
public interface ISourcedInvoices
{
    /// <summary>What such invoices say that they come from.</summary>
    IReadOnlyCollection<InvoiceOrigin> Origins { get; }

    /// <summary>The ids of those that may go on into a connection.</summary>
    IQueryable<Guid> GoingOn(WorkspaceDbContext db, Guid connection);

    /// <summary>Why some of these invoices may not go on into a connection, by their ids; those that may are not among them.</summary>
    Task<IReadOnlyDictionary<Guid, Failure>> HeldBackAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken);
}
