namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>Which invoices and credit notes.</summary>
public sealed record InvoiceFilter
{
    /// <summary>Only those with greater ids: where a reading was broken off.</summary>
    public long? AfterId { get; init; }

    /// <summary>Only this customer's.</summary>
    public long? CustomerId { get; init; }

    /// <summary>None of these customers', of which nothing but ids is read.</summary>
    public IReadOnlyCollection<long> ExcludedCustomers { get; init; } = [];

    /// <summary>Only credit notes, or none.</summary>
    public bool? AreCreditNotes { get; init; }

    /// <summary>Only drafts, or none.</summary>
    public bool? AreDrafts { get; init; }
}
