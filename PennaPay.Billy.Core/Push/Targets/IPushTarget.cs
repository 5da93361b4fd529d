using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>
/// A system that invoices are pushed to, as documents. The engine decides what happens when; a target knows how the system is spoken
/// to, and keeps nothing of its own between two calls but what a <see cref="PushMemory"/> holds.
/// </summary>
/// <remarks><see cref="WithdrawAsync"/> is one request, never repeated; its exception says whether it may have been processed.</remarks>
public interface IPushTarget : IPushAction
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of its system.</summary>
    string System { get; }

    /// <summary>
    /// What documents of this invoice are called in the account: the same for ever, whatever else of the invoice changes.
    /// </summary>
    string KeyOf(Connection connection, Invoice invoice);

    /// <summary>How a document that stands is sent on to the customer; null where that is never done from here.</summary>
    IPushAction? Transmission => null;

    /// <summary>How something is done there for an invoice.</summary>
    /// <exception cref="InvalidOperationException">It is never done there.</exception>
    IPushAction ActionOf(PushPurpose purpose) => purpose switch
    {
        PushPurpose.Document => this,
        PushPurpose.Transmission when Transmission is { } transmission => transmission,
        _ => throw new InvalidOperationException($"{purpose} is nothing that is done in {System}."),
    };

    /// <summary>Everything that the system holds of these documents: under their ids, and under their keys.</summary>
    Task<IReadOnlyList<RemoteDocument>> ReadAsync(
        OpenedConnection connection, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken);

    /// <summary>
    /// A page of everything that the account holds, in every state and without fingerprints; the newest first where the system
    /// can sort. The last page, and each beyond it, is marked as such.
    /// </summary>
    /// <param name="connection">Which account.</param>
    /// <param name="page">1 is the first.</param>
    /// <param name="isQuick">Whether few documents to a page will do, because the newest are likely to be enough.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RemotePage> NewestAsync(OpenedConnection connection, int page, bool isQuick, CancellationToken cancellationToken);

    /// <summary>
    /// A page of the documents that people may yet do something to, whole: drafts, and what is booked and not paid. What is left out
    /// is settled or gone. The last page, and each beyond it, is marked as such.
    /// </summary>
    /// <param name="connection">Which account.</param>
    /// <param name="page">1 is the first.</param>
    /// <param name="parts">Into how many pages to cut what would be one: 1, or 5, 25 or 125 where an answer was too large.</param>
    /// <param name="days">The first and the last date on the documents; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RemotePage> UnsettledAsync(
        OpenedConnection connection, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken);

    /// <summary>What booked credit notes take back of an invoice, in its currency; 0 where none does.</summary>
    Task<decimal> CreditedAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken);

    /// <summary>Whether a key found on a document is one that <see cref="KeyOf"/> makes, here or in another installation.</summary>
    bool IsKey(string key);

    /// <summary>Deletes a document that the caller has just seen to be ours and untouched, with one request.</summary>
    Task WithdrawAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken);

    /// <summary>What somebody whom a document is made out to is called in the system; null when it is not known.</summary>
    Task<string?> NameOfPartyAsync(OpenedConnection connection, string partyId, CancellationToken cancellationToken);

    /// <summary>What a push would send, found out by reading alone, beside what was sent last.</summary>
    Task<TargetPreview> PreviewAsync(OpenedConnection connection, Invoice invoice, LastSent? last, CancellationToken cancellationToken);

    /// <summary>
    /// Which of these invoices <see cref="IPushAction.PrepareAsync"/> would refuse, as far as it can be told for all of them at once, with a
    /// number of reads and queries that does not grow with theirs.
    /// </summary>
    Task<IReadOnlyList<ForeseenStop>> ForeseeAsync(
        OpenedConnection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ForeseenStop>>([]);

    /// <summary>Where the document can be seen in the system's own pages; null when that is not known.</summary>
    Uri? PageOf(Connection connection, string remoteId);
}
