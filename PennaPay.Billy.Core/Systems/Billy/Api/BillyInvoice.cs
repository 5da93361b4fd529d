using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>An invoice or credit note as Billy has it.</summary>
public sealed record BillyInvoice : IBillyRecord
{
    public required string Id { get; init; }

    /// <summary><c>invoice</c> or <c>creditNote</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>draft</c>, <c>approved</c> or <c>voided</c>.</summary>
    public required string State { get; init; }
    public string? SentState { get; init; }

    /// <summary>Null on a draft of an organisation that lets Billy number.</summary>
    public string? InvoiceNo { get; init; }
    public string? OrderNo { get; init; }

    /// <summary>Whether Billy keeps this is not proven.</summary>
    public string? ExternalId { get; init; }
    public required string ContactId { get; init; }
    public required DateOnly EntryDate { get; init; }
    public DateOnly? DueDate { get; init; }
    public string? PaymentTermsMode { get; init; }
    public int? PaymentTermsDays { get; init; }
    public required string CurrencyId { get; init; }
    public decimal? ExchangeRate { get; init; }

    /// <summary><c>excl</c> or <c>incl</c>: what the lines' prices are.</summary>
    public string? TaxMode { get; init; }

    /// <summary>Net, in the invoice's currency; positive on a credit note too.</summary>
    public required decimal Amount { get; init; }

    /// <summary>VAT.</summary>
    public required decimal Tax { get; init; }
    public decimal? GrossAmount { get; init; }

    /// <summary>With VAT. Older answers have no <see cref="GrossAmount"/>.</summary>
    public decimal Gross => GrossAmount ?? Amount + Tax;

    /// <summary>What is still to pay: gross on a draft.</summary>
    public decimal? Balance { get; init; }
    public bool? IsPaid { get; init; }
    public string? CreditedInvoiceId { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? ContactMessage { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? LineDescription { get; init; }
    public DateTimeOffset? CreatedTime { get; init; }
    public DateTimeOffset? ApprovedTime { get; init; }

    /// <summary>In order; empty when they were not asked for.</summary>
    [AllowNull]
    public IReadOnlyList<BillyInvoiceLine> Lines { get; init => field = AnswerList.Of(value); } = [];
}

public sealed record BillyInvoiceLine
{
    public string? Id { get; init; }
    public string? InvoiceId { get; init; }
    public string? ProductId { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Description { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? UnitPrice { get; init; }

    /// <summary>After discount; with VAT when the invoice's tax mode is <c>incl</c>.</summary>
    public decimal? Amount { get; init; }
    public decimal? Tax { get; init; }
    public string? TaxRateId { get; init; }
    public string? DiscountText { get; init; }
    public string? DiscountMode { get; init; }
    public decimal? DiscountValue { get; init; }
    public int? Priority { get; init; }
}
