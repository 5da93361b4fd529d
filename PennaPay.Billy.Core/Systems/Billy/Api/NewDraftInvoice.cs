namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// A draft to create. There is no way to ask for anything but a draft: bookkeeping law wants a person to review and
/// approve, so neither this nor its wire type can carry a state.
/// </summary>
internal sealed record NewDraftInvoice
{
    /// <summary><c>invoice</c> or <c>creditNote</c>; a credit note's quantities and prices are positive.</summary>
    public string Type { get; init; } = "invoice";
    public required string ContactId { get; init; }
    public required DateOnly EntryDate { get; init; }
    public required string CurrencyId { get; init; }

    /// <summary><c>net</c>, <c>netEndOfMonth</c> or <c>date</c>.</summary>
    public string? PaymentTermsMode { get; init; }
    public int? PaymentTermsDays { get; init; }

    /// <summary>Only with payment terms <c>date</c>; otherwise Billy computes it.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary><c>excl</c> or <c>incl</c>: what the lines' prices are.</summary>
    public string TaxMode { get; init; } = "excl";
    public string? OrderNo { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>Only where PennaPay owns the numbering; otherwise Billy numbers at approval.</summary>
    public string? InvoiceNo { get; init; }
    public string? ContactMessage { get; init; }
    public string? CreditedInvoiceId { get; init; }
    public required IReadOnlyList<NewDraftInvoiceLine> Lines { get; init; }
}

/// <summary>A line of a <see cref="NewDraftInvoice"/>. Its account and VAT come from the product.</summary>
internal sealed record NewDraftInvoiceLine
{
    public required string ProductId { get; init; }
    public string? Description { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal UnitPrice { get; init; }

    /// <summary><c>cash</c> or <c>percent</c>; a value needs it.</summary>
    public string? DiscountMode { get; init; }

    /// <summary>An amount, or percent as 25 for 25 percent.</summary>
    public decimal? DiscountValue { get; init; }
    public string? DiscountText { get; init; }
    public int Priority { get; init; }
}
