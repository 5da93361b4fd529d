using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>An order to collect money for an invoice, such as a direct debit: not necessarily money that came.</summary>
public sealed record PennylanePayment : IPennylaneRecord
{
    public required long Id { get; init; }
    public string? Label { get; init; }
    public string? Currency { get; init; }
    public decimal? CurrencyAmount { get; init; }

    /// <summary>Such as <c>pending</c>, <c>paid_out</c> or <c>charged_back</c>.</summary>
    public string? Status { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}
