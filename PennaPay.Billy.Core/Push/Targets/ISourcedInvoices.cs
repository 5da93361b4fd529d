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

    /// <summary>Those of one kind of system.</summary>
    IReadOnlyCollection<InvoiceOrigin> OriginsOf(SourcedKind kind);

    /// <summary>The ids of those that may go on into a connection.</summary>
    IQueryable<Guid> GoingOn(WorkspaceDbContext db, Guid connection);

    /// <summary>Where which of some invoices go by themselves as soon as they have come, by the connection.</summary>
    Task<ILookup<Guid, Guid>> GoingByThemselvesAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the document that a connection has of an invoice may be sent on to the customer. What was there before invoices went on by
    /// themselves never is.
    /// </summary>
    async Task<SendingOn> SendingOnAsync(WorkspaceDbContext db, Guid connection, Guid invoice, CancellationToken cancellationToken) =>
        (await SendingOnAsync(db, connection, [invoice], cancellationToken)).GetValueOrDefault(invoice);

    /// <summary>The same of some invoices, in one query; those of which it never is are not among them.</summary>
    Task<IReadOnlyDictionary<Guid, SendingOn>> SendingOnAsync(WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken);

    /// <summary>Why some of these invoices may not go on into a connection, by their ids; those that may are not among them.</summary>
    Task<IReadOnlyDictionary<Guid, Failure>> HeldBackAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken);
}

/// <summary>Whether a document is sent on to the customer.</summary>
public enum SendingOn
{
    /// <summary>Never, whoever asks for it.</summary>
    Never,

    /// <summary>Only where a person asks for it.</summary>
    ByHand,

    /// <summary>As soon as it stands.</summary>
    ByItself,
}

/// <summary>What sort of system invoices come from that only gives: it decides where they may go on to.</summary>
public enum SourcedKind
{
    /// <summary>Books of a company, which other books may take over.</summary>
    Books,

    /// <summary>A shop, whose orders become invoices where the company keeps its own.</summary>
    Shop,
}
