using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>
/// A system that invoices are pushed to. The engine decides what happens when; a target knows how the system is spoken to,
/// and keeps nothing of its own between two calls but what a <see cref="PushMemory"/> holds.
/// </summary>
/// <remarks>
/// Every call to the system may throw <see cref="ApiException"/>. <see cref="SendAsync"/> and <see cref="WithdrawAsync"/> are
/// one request each, never repeated; their exception says whether it may have been processed.
/// </remarks>
public interface IPushTarget
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of its system.</summary>
    string System { get; }

    /// <summary>How the system behaves, as far as the engine must know.</summary>
    TargetTraits Traits { get; }

    /// <summary>
    /// What documents of this invoice are called in the account: the same for ever, whatever else of the invoice changes.
    /// </summary>
    string KeyOf(Connection connection, Invoice invoice);

    /// <summary>
    /// Makes an invoice into a document that is ready to be sent. What it creates in the system on the way (a contact, a
    /// product) is found again by the next try, so it may be repeated.
    /// </summary>
    Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken);

    /// <summary>Creates the document, with one request.</summary>
    /// <returns>What the system answered.</returns>
    Task<RemoteDocument> SendAsync(PushContext context, Prepared.Ready ready, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what a refused document referred to, if the refusal says that the system no longer has it.
    /// </summary>
    /// <returns>Whether something was forgotten, so that preparing anew may help.</returns>
    Task<bool> ForgetMissingAsync(PushContext context, Prepared.Ready ready, ApiException refusal, CancellationToken cancellationToken);

    /// <summary>A failed write in the words of this product.</summary>
    Failure Describe(ApiException failure);

    /// <summary>
    /// What carries the key and, where nothing does or <paramref name="alsoByNumber"/> is set, what carries the number, in
    /// every state. Answers from lists may be without a <see cref="RemoteDocument.Fingerprint"/>.
    /// </summary>
    Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection connection, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken);

    /// <summary>One document, whole; null when the system has none of that id.</summary>
    Task<RemoteDocument?> GetAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken);

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
    /// Which of these invoices <see cref="PrepareAsync"/> would refuse, as far as it can be told for all of them at once, with a
    /// number of reads and queries that does not grow with theirs.
    /// </summary>
    Task<IReadOnlyList<ForeseenStop>> ForeseeAsync(
        OpenedConnection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ForeseenStop>>([]);

    /// <summary>Where the document can be seen in the system's own pages; null when that is not known.</summary>
    Uri? PageOf(Connection connection, string remoteId);
}
