using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>A line of an invoice; discounts are deducted from its amounts.</summary>
public sealed record PennylaneLine : IPennylaneRecord
{
    public required long Id { get; init; }
    public string? Label { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Description { get; init; }
    public string? Unit { get; init; }
    public decimal? Quantity { get; init; }

    /// <summary>Before VAT and discount, in the invoice's currency, with up to six decimals.</summary>
    public decimal? RawCurrencyUnitPrice { get; init; }

    /// <summary>A code such as <c>FR_200</c>; see <see cref="VatCode"/>.</summary>
    public string? VatRate { get; init; }
    public decimal? CurrencyAmountBeforeTax { get; init; }

    /// <summary>With VAT, in the invoice's currency.</summary>
    public decimal? CurrencyAmount { get; init; }
    public decimal? CurrencyTax { get; init; }

    /// <summary>With VAT, in euros.</summary>
    public decimal? Amount { get; init; }

    /// <summary>VAT, in euros.</summary>
    public decimal? Tax { get; init; }
    public PennylaneDiscount? Discount { get; init; }

    [JsonPropertyName("product")]
    [JsonConverter(typeof(ReferencedId))]
    public long? ProductId { get; init; }
    public int? SectionRank { get; init; }

    /// <summary>The time that is paid for, where it is one.</summary>
    public PennylanePeriod? ImputationDates { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <param name="Type"><c>absolute</c> or <c>relative</c>.</param>
/// <param name="Value">An amount, or percent.</param>
public sealed record PennylaneDiscount(string? Type, decimal? Value);

public sealed record PennylanePeriod(DateOnly? StartDate, DateOnly? EndDate);
