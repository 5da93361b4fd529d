using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>
/// An invoice or credit note, draft or issued; of a credit note all amounts are negative. The address of its PDF is left out: it is
/// another one at every read, and opens the document to whoever has it.
/// </summary>
public sealed record PennylaneInvoice : IPennylaneRecord
{
    public required long Id { get; init; }
    public string? ExternalReference { get; init; }
    public string? Label { get; init; }

    /// <summary>Null on a draft.</summary>
    public string? InvoiceNumber { get; init; }
    public DateOnly? Date { get; init; }

    /// <summary>When it is to be paid.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Euros for one of <see cref="Currency"/>.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>With VAT, in euros.</summary>
    public decimal? Amount { get; init; }

    /// <summary>VAT, in euros.</summary>
    public decimal? Tax { get; init; }

    /// <summary>With VAT, in <see cref="Currency"/>.</summary>
    public decimal? CurrencyAmount { get; init; }
    public decimal? CurrencyAmountBeforeTax { get; init; }
    public decimal? CurrencyTax { get; init; }

    /// <summary>What is still to pay; null on drafts and credit notes. Pennylane does not say in which currency.</summary>
    public decimal? RemainingAmountWithTax { get; init; }
    public decimal? RemainingAmountWithoutTax { get; init; }
    public bool? Paid { get; init; }

    /// <summary>Such as <c>upcoming</c>, <c>late</c> or <c>credit_note</c>; there are new ones from time to time.</summary>
    public string? Status { get; init; }
    public bool? Draft { get; init; }

    [JsonPropertyName("customer")]
    [JsonConverter(typeof(ReferencedId))]
    public long? CustomerId { get; init; }

    /// <summary>On a credit note, the invoice that it was linked to.</summary>
    [JsonPropertyName("credited_invoice")]
    [JsonConverter(typeof(ReferencedId))]
    public long? CreditedInvoiceId { get; init; }
    public PennylaneDiscount? Discount { get; init; }

    /// <summary>Such as <c>fr_FR</c>.</summary>
    public string? Language { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? PdfInvoiceFreeText { get; init; }
    public string? PdfInvoiceSubject { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? PdfDescription { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? SpecialMention { get; init; }
    public DateTimeOffset? ArchivedAt { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>In the order of their ids; they do not stand in the invoice itself over there.</summary>
    [JsonIgnore]
    public IReadOnlyList<PennylaneLine> Lines { get; init; } = [];
}

/// <summary>What an invoice is known by, without what stands in it.</summary>
public sealed record PennylaneInvoiceId : IPennylaneRecord
{
    public required long Id { get; init; }

    [JsonPropertyName("customer")]
    [JsonConverter(typeof(ReferencedId))]
    public long? CustomerId { get; init; }
}
