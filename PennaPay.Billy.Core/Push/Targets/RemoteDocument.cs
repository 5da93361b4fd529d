using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>A document in an outside account, as much of it as the engine must know.</summary>
public sealed record RemoteDocument
{
    /// <summary>The system's id.</summary>
    public required string Id { get; init; }

    /// <summary>The number that the system gave it; null on most drafts.</summary>
    public string? Number { get; init; }

    /// <summary>Our number, where the system keeps it.</summary>
    public string? Reference { get; init; }

    /// <summary>Our key, where the system keeps it.</summary>
    public string? Key { get; init; }

    public required RemoteState State { get; init; }

    public InvoiceKind Kind { get; init; }

    /// <summary>The system's id of whom it is made out to.</summary>
    public required string PartyId { get; init; }

    /// <summary>When the system says that it was made there; null where it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public DateOnly? IssueDate { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public decimal Net { get; init; }

    public decimal Vat { get; init; }

    public required decimal Gross { get; init; }

    /// <summary>What is still to pay, in the document's currency; null where the system does not say.</summary>
    public decimal? Open { get; init; }

    public bool IsPaid { get; init; }

    /// <summary>The system's id of the invoice that this credit note takes back, where it says so.</summary>
    public string? CreditedId { get; init; }

    /// <summary>How far it is on its way to the customer; null where it was not sent on, or the system does not say.</summary>
    public RemoteDelivery? Delivery { get; init; }

    /// <summary>
    /// Why it is not as it must be, though its amounts are: nothing more goes there until a person has seen to it. Null where it is.
    /// </summary>
    public Failure? Objection { get; init; }

    /// <summary>
    /// What a person could change on it, hashed: equal fingerprints mean that nobody has touched it. Null when not all of it
    /// was read.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>All that the system answered, as readable JSON, for history.</summary>
    public string? Described { get; init; }
}

/// <summary>How far a document has come in the system.</summary>
public enum RemoteState
{
    /// <summary>Still a draft: it can be changed and deleted.</summary>
    Draft,

    /// <summary>Booked, sent or otherwise final.</summary>
    Final,

    /// <summary>Was final and is void.</summary>
    Void,
}
