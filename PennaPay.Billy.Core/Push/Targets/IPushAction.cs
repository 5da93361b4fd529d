using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>One thing that is done for an invoice in a system, at most once: <see cref="PushPurpose"/>.</summary>
/// <remarks>
/// Every call to the system may throw <see cref="ApiException"/>. <see cref="SendAsync"/> is one write, never repeated; its
/// exception says whether it may have been processed.
/// </remarks>
public interface IPushAction
{
    /// <summary>How the system behaves, as far as the engine must know.</summary>
    TargetTraits Traits { get; }

    /// <summary>
    /// Makes an invoice into a document that is ready to be sent. What it creates in the system on the way (a contact, a
    /// product) is found again by the next try, so it may be repeated.
    /// </summary>
    Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken);

    /// <summary>Does it, with one request that counts; what is read beside it may fail without saying that it was not done.</summary>
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
}
