using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>An invoice of a source, and how far it has come where it goes on into.</summary>
public sealed record WayRow
{
    public required Guid InvoiceId { get; init; }

    /// <summary>The source's id.</summary>
    public required string SourceId { get; init; }

    public required string Number { get; init; }

    public required InvoiceKind Kind { get; init; }

    public required string CustomerName { get; init; }

    public required DateOnly IssueDate { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required decimal Gross { get; init; }

    /// <summary>How it stands in the source.</summary>
    public required SourceStanding Standing { get; init; }

    /// <inheritdoc cref="SourcedInvoice.IsNew"/>
    public required bool IsNew { get; init; }

    public required WayState State { get; init; }

    /// <summary>Whether only a person can say what is right, beside the other documents that wait for that.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>The document's id there, once it stands.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The number that it has there.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>What had become of the document when it was last looked at.</summary>
    public DocumentCondition Condition { get; init; }

    /// <summary>How far it is on its way to the customer; null where it was not sent on.</summary>
    public DeliveryState? Delivery { get; init; }

    /// <summary>Why it did not get to the customer, in the system's words.</summary>
    public string? DeliveryReason { get; init; }

    public PaymentTold PaymentTold { get; init; }

    /// <summary>Why it does not get on; null while it does.</summary>
    public Failure? Failure { get; init; }
}
