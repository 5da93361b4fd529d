using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>A product: what gives an invoice line its account and its VAT.</summary>
public sealed record BillyProduct : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Description { get; init; }

    /// <summary>The product's number; not necessarily unique.</summary>
    public string? ProductNo { get; init; }
    public string? SuppliersProductNo { get; init; }
    public string? ExternalId { get; init; }
    public string? AccountId { get; init; }

    /// <summary>Null: the organisation's default applies.</summary>
    public string? SalesTaxRulesetId { get; init; }
    public string? Unit { get; init; }
    public DateTimeOffset? CreatedTime { get; init; }
    public bool? IsArchived { get; init; }

    [AllowNull]
    public IReadOnlyList<BillyProductPrice> Prices { get; init => field = AnswerList.Of(value); } = [];
}

/// <summary>The price of a <see cref="BillyProduct"/> in one currency.</summary>
public sealed record BillyProductPrice
{
    public string? Id { get; init; }
    public string? ProductId { get; init; }
    public decimal? UnitPrice { get; init; }
    public string? CurrencyId { get; init; }
}
