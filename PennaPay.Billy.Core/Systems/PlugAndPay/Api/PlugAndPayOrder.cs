using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// An order, which is also its invoice; a credit invoice is an order of its own. Words that Plug&amp;Pay adds to from time to time, such as
/// states and sources, stay texts.
/// </summary>
public sealed record PlugAndPayOrder : IPlugAndPayRecord
{
    public required long Id { get; init; }

    /// <summary>A UUID.</summary>
    public string? Reference { get; init; }

    /// <summary>Null on what is not final.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary><c>final</c> or <c>concept</c>.</summary>
    public string? InvoiceStatus { get; init; }

    /// <summary>Not always told; the day in Brussels where a moment stands there.</summary>
    [JsonConverter(typeof(ShopDay))]
    public DateOnly? InvoiceDate { get; init; }

    /// <summary>Without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>With VAT.</summary>
    public decimal? AmountWithTax { get; init; }

    /// <summary>Whether prices were set with VAT.</summary>
    public bool? IsTaxIncluded { get; init; }

    /// <summary>ISO 4217 code; not always told.</summary>
    public string? Currency { get; init; }

    /// <summary><c>live</c> or <c>test</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Such as <c>checkout</c>, <c>recurring</c> or <c>admin</c>.</summary>
    public string? Source { get; init; }
    public bool? IsFirst { get; init; }
    public bool? IsHidden { get; init; }
    public long? CustomerId { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Null unless somebody deleted it.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
    public PlugAndPayBilling? Billing { get; init; }

    [AllowNull]
    public IReadOnlyList<PlugAndPayItem> Items { get; init => field = AnswerList.Of(value); } = [];

    /// <summary>VAT of the whole order, by rate.</summary>
    [AllowNull]
    public IReadOnlyList<PlugAndPayTax> Taxes { get; init => field = AnswerList.Of(value); } = [];

    /// <summary>What was deducted in all, by code.</summary>
    [AllowNull]
    public IReadOnlyList<PlugAndPayDiscount> TotalDiscounts { get; init => field = AnswerList.Of(value); } = [];
    public PlugAndPayCost? Shipping { get; init; }

    /// <summary>What reminders cost the customer.</summary>
    [AllowNull]
    public IReadOnlyList<PlugAndPayCost> CollectionCosts { get; init => field = AnswerList.Of(value); } = [];
    public PlugAndPayPayment? Payment { get; init; }

    /// <summary>
    /// The ids of orders that belong to it, such as the one that a credit invoice takes back. In which shape they come is not known: what
    /// is not understood is left out.
    /// </summary>
    [JsonConverter(typeof(RelatedIds))]
    [AllowNull]
    public IReadOnlyList<long> RelatedOrders { get; init => field = value ?? []; } = [];
}

/// <summary>Shipping, or what a reminder costs.</summary>
public sealed record PlugAndPayCost
{
    /// <summary>Without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>With VAT.</summary>
    public decimal? AmountWithTax { get; init; }

    [AllowNull]
    public IReadOnlyList<PlugAndPayTax> Taxes { get; init => field = AnswerList.Of(value); } = [];
}
