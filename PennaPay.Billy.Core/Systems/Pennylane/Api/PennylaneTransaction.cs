using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>
/// A line of a bank account that was matched with an invoice. It may be matched with several, and how much of it belongs to each is
/// not told: it is evidence, never an amount received.
/// </summary>
public sealed record PennylaneTransaction : IPennylaneRecord
{
    public required long Id { get; init; }
    public string? Label { get; init; }
    public DateOnly? Date { get; init; }

    /// <summary>In euros.</summary>
    public decimal? Amount { get; init; }
    public string? Currency { get; init; }
    public decimal? CurrencyAmount { get; init; }
    public decimal? Fee { get; init; }

    [JsonPropertyName("customer")]
    [JsonConverter(typeof(ReferencedId))]
    public long? CustomerId { get; init; }
    public DateTimeOffset? ArchivedAt { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}
