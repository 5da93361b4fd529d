using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>What a plan needs to know of one invoice.</summary>
internal sealed record PlannedInvoice
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required InvoiceKind Kind { get; init; }
    public required string Currency { get; init; }
    public required string Origin { get; init; }
    public required Guid CustomerId { get; init; }

    /// <summary>Hundredths.</summary>
    public required long Gross { get; init; }

    /// <summary>How it stands in the connection.</summary>
    public required CopyState State { get; init; }

    /// <summary>Whether there is a document to be replaced.</summary>
    public required bool HasDocument { get; init; }

    /// <summary>Whether the customer is linked there.</summary>
    public required bool IsPartyKnown { get; init; }

    public StoppedInvoice AsStopped() => new(Id, Number);
}
