using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Strays;

/// <summary>
/// A document that no push accounted for when the account was looked through. It is kept for good, so that a push of the same
/// invoice is looked for first, however much later it comes.
/// </summary>
internal sealed class StrayDocument : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>The system's id.</summary>
    public required string RemoteId { get; set; }

    public StrayState State { get; set; }

    /// <summary>Our key, which proves that this product made it; null where the system keeps none or somebody else made it.</summary>
    public string? Key { get; set; }

    /// <summary>The number that it refers to: ours, if it is ours.</summary>
    public string? Reference { get; set; }

    public InvoiceKind Kind { get; set; }

    public required string PartyId { get; set; }

    public DateOnly? IssueDate { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; set; }

    public decimal Gross { get; set; }

    public DateTimeOffset FoundAt { get; set; }
}
