using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Which invoices to list, newest first; null is no restriction.</summary>
public sealed record InvoiceFilter
{
    /// <summary><c>draft</c>, <c>approved</c> or <c>voided</c>; Billy answers 404 for anything else.</summary>
    public string? State { get; init; }
    public string? ContactId { get; init; }
    public bool? IsPaid { get; init; }

    /// <summary>Only credit notes for this invoice.</summary>
    public string? CreditedInvoiceId { get; init; }

    /// <summary>Whether their lines come along.</summary>
    public bool WithLines { get; init; }

    /// <summary>The first entry date, included.</summary>
    public DateOnly? MinEntryDate { get; init; }

    /// <summary>The last entry date, included.</summary>
    public DateOnly? MaxEntryDate { get; init; }

    /// <summary>1 is the first.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Null: <see cref="BillyOptions.PageSize"/>.</summary>
    public int? PageSize { get; init; }

    /// <summary>What all pages may cost together that are asked for one after the other.</summary>
    internal ListBudget? Budget { get; init; }
}
