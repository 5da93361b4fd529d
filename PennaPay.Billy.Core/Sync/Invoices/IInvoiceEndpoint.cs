using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>
/// The issued invoices and credit notes of a system's accounts, and what was paid on them. Only read: what is issued, numbered and
/// paid there is that system's to say, and ours go there through the ledger.
/// </summary>
public interface IInvoiceEndpoint
{
    string System { get; }

    /// <summary>What invoices that came from there are said to come from. It is no origin that the same system's target takes.</summary>
    InvoiceOrigin Origin { get; }

    /// <summary>Every invoice and credit note that is booked or void, without its lines. A draft is none yet.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="read">Is told how many were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">They could not all be read.</exception>
    Task<IReadOnlyList<RemoteDocument>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken);

    /// <summary>Some of them with all that they hold, some at a time. One that is there no more is left out.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="wanted">Which, as <see cref="ReadAllAsync"/> gave them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">They could not all be read; what was given before holds.</exception>
    IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ReadWholeAsync(
        OpenedConnection opened, IReadOnlyCollection<RemoteDocument> wanted, CancellationToken cancellationToken);

    /// <summary>Every payment that counts; one that was taken back is none.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">They could not all be read.</exception>
    Task<IReadOnlyList<RemotePayment>> ReadPaymentsAsync(OpenedConnection opened, CancellationToken cancellationToken);
}

/// <summary>An invoice that a system issued, as it comes in.</summary>
/// <param name="Document">How it stands there.</param>
/// <param name="Invoice">
/// The same here: with its lines, its origin, the system's id as its origin id, sent; not closed yet, and made out to nobody.
/// </param>
/// <param name="Stated">The totals that the system states.</param>
public sealed record IssuedInvoice(RemoteDocument Document, Invoice Invoice, Totals Stated);

/// <summary>Money that was received for an invoice, or given back for a credit note, as a system says.</summary>
/// <param name="Id">What the payment of this one document is called there.</param>
/// <param name="DocumentId">The system's id of the document.</param>
/// <param name="Day">The day of the payment.</param>
/// <param name="Amount">How much, in the document's currency; positive for a credit note too.</param>
public sealed record RemotePayment(string Id, string DocumentId, DateOnly Day, decimal Amount);
