using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>How an invoice that came from a source stands there.</summary>
public sealed class SourcedInvoice : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The source's account.</summary>
    public Guid ConnectionId { get; set; }

    /// <summary>The source's id.</summary>
    public required string RemoteId { get; set; }

    /// <summary>Our invoice.</summary>
    public Guid InvoiceId { get; set; }

    /// <summary>Whom it is made out to here.</summary>
    public Guid CustomerId { get; set; }

    public SourceStanding Standing { get; set; }

    /// <summary>The invoice's currency, an ISO 4217 code of three capitals.</summary>
    public string Currency { get; set; } = "";

    /// <summary>What one of that currency was in the account's own when it was issued; null where both are one, or nothing was said.</summary>
    public decimal? ExchangeRate { get; set; }

    /// <summary>What is still to pay, in that currency.</summary>
    public decimal Remaining { get; set; }

    /// <summary>Whether the source has put it aside.</summary>
    public bool IsArchived { get; set; }

    /// <summary>The last day to pay; null when the invoice names none.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>The day on which it was first seen paid, which may be later than it was; null while it is not, and where it was paid before anybody looked.</summary>
    public DateOnly? SeenPaidOn { get; set; }

    /// <summary>When its payments were read, as it stands; null while they are not.</summary>
    public DateTimeOffset? PaymentsReadAt { get; set; }

    /// <summary>Since when it is known to stand so.</summary>
    public DateTimeOffset StandsSince { get; set; }

    /// <summary>The latest day on which something happened to it: it was issued, it came to stand otherwise, money moved.</summary>
    public DateOnly ActiveOn { get; set; }

    /// <summary>
    /// Whether it came after invoices of the account had begun to go on by themselves. What was there before is only brought over, and
    /// never sent to a customer.
    /// </summary>
    public bool IsNew { get; set; }

    /// <summary>What came of telling the source that it is paid elsewhere.</summary>
    public PaymentTold PaymentTold { get; set; }

    /// <summary>When that was, or was last tried.</summary>
    public DateTimeOffset? PaymentToldAt { get; set; }

    /// <summary>Why it came to nothing.</summary>
    public string? PaymentFailure { get; set; }

    /// <summary>Whether somebody is to pay and the last day for it is past.</summary>
    /// <param name="today">Which day it is where the company is (<see cref="SourceDays"/>).</param>
    public bool IsLateOn(DateOnly today) => Standing.IsOpen() && !IsArchived && DueDate < today;
}
