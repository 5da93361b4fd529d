using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// One push: one revision of one invoice on its way into one connection. The table is the queue; a row is never deleted, and
/// every change of it raises <see cref="Version"/>, so that a worker which lost its lease cannot write.
/// </summary>
public sealed class LedgerEntry : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The connection that it was queued for; it goes to no other, and no other is asked about it.</summary>
    public Guid ConnectionId { get; set; }

    public Guid InvoiceId { get; set; }

    /// <summary>What is done there for the invoice.</summary>
    public PushPurpose Purpose { get; set; }

    /// <summary>How a document is sent on, in the target's own word, where a person chose another way than the owner did for all.</summary>
    public string? Way { get; set; }

    /// <summary>What the invoice was when it was queued.</summary>
    public InvoiceKind Kind { get; set; }

    /// <summary>The number as it stood when the push was queued, so that history survives an edit.</summary>
    public required string InvoiceNumber { get; set; }

    /// <summary>The revision of the invoice that is pushed, or of a document that is sent on the round; unique together with invoice, connection and purpose.</summary>
    public int Revision { get; set; }

    /// <summary>What of the invoice would be sent, hashed; equal content needs no second push.</summary>
    public required string ContentHash { get; set; }

    public PushState State { get; set; }

    /// <summary>How many times a document was sent for this entry.</summary>
    public int Attempt { get; set; }

    /// <summary>Raised by every transition; a transition applies only to the version that it was decided on.</summary>
    public int Version { get; set; }

    public PushCause Cause { get; set; }

    public required string StartedBy { get; set; }

    /// <summary>The bulk push that it belongs to.</summary>
    public Guid? BatchId { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>When a worker may next take it up; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When the first of an unbroken row of passing failures happened.</summary>
    public DateTimeOffset? TroubleSince { get; set; }

    /// <summary>How many passing failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>When the latest document was sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The first search that found nothing after an unclear outcome.</summary>
    public DateTimeOffset? FirstMissAt { get; set; }

    /// <summary>What the system knows the document by: <see cref="IPushTarget.KeyOf"/>.</summary>
    public string? Key { get; set; }

    /// <summary>The system's id of whom the document was made out to.</summary>
    public string? PartyId { get; set; }

    public string? PayloadHash { get; set; }

    /// <summary>ISO 4217 code of the document that was sent.</summary>
    public string? Currency { get; set; }

    /// <summary>Total with VAT that the document must have.</summary>
    public decimal Gross { get; set; }

    /// <summary>The system's id of the document.</summary>
    public string? RemoteId { get; set; }

    /// <summary>What the system held right after the push; tells whether a person has changed the document since.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The document of an earlier revision that this push takes the place of.</summary>
    public string? ReplacesRemoteId { get; set; }

    /// <summary>Written before the earlier document is deleted: from then on its absence is our own doing.</summary>
    public bool ReplacementBegun { get; set; }

    /// <summary>Stored links were dropped once because the system no longer knew what they led to.</summary>
    public bool Relinked { get; set; }

    /// <summary>When the document is checked next; null while there is none.</summary>
    public DateTimeOffset? NextCheckAt { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public IReadOnlyList<FieldMessage>? FailureFields { get; set; }

    /// <summary>Why it failed or waits, if it does.</summary>
    public Failure? Failure
    {
        get => FailureCode is null ? null : new Failure(FailureCode, FailureDetail, FailureFields);
        set => (FailureCode, FailureDetail, FailureFields) = (value?.Code, value?.Detail, value?.Fields);
    }

    /// <summary>
    /// Somebody let the matter rest, so the system may still hold a document of it. A push that was undone has no key any
    /// more: its document is known to be gone.
    /// </summary>
    public bool WasGivenUp => State == PushState.Cancelled && Key is not null;

    /// <summary>The document as the system showed it with this very step; not stored.</summary>
    internal RemoteDocument? Seen { get; set; }

    /// <summary>What log lines of this push are about.</summary>
    internal LogScope Scope() =>
        new(new("Workspace", WorkspaceId), new("Connection", ConnectionId), new("Push", Id), new("Invoice", InvoiceId));

    /// <summary>The same row once more, to be changed while this one stays what was decided on.</summary>
    internal LedgerEntry Copy() => (LedgerEntry)MemberwiseClone();
}
