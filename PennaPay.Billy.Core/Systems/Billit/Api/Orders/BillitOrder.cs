using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>
/// An order, which is what Billit calls an invoice or a credit note. Lists leave out what stands below
/// <see cref="Lines"/>. Amounts of a credit note are positive. Times are UTC.
/// </summary>
public sealed record BillitOrder : IBillitRecord
{
    public required long OrderId { get; init; }

    /// <summary>What the company calls the document.</summary>
    public string? OrderNumber { get; init; }

    /// <summary><c>Invoice</c>, <c>CreditNote</c>, <c>Offer</c>, <c>DeliveryNote</c> or <c>OrderForm</c>.</summary>
    public string? OrderType { get; init; }

    /// <summary><c>Income</c> for what the company sells, <c>Cost</c> for what it buys.</summary>
    public string? OrderDirection { get; init; }

    /// <summary>Such as <c>ToSend</c>, <c>ToPay</c> or <c>Paid</c>; there may be new ones.</summary>
    public string? OrderStatus { get; init; }
    public DateOnly? OrderDate { get; init; }
    public DateOnly? ExpiryDate { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }
    public decimal? TotalExcl { get; init; }

    [JsonPropertyName("TotalVAT")]
    public decimal? TotalVat { get; init; }
    public decimal? TotalIncl { get; init; }

    /// <summary>What is still to pay.</summary>
    public decimal? ToPay { get; init; }
    public bool? Paid { get; init; }
    public DateTimeOffset? PaidDate { get; init; }

    /// <summary>Whether it is said to have been sent, by which way ever; what is not, may be sent by Billit itself every morning.</summary>
    public bool? IsSent { get; init; }
    public string? PaymentMethod { get; init; }
    public string? PaymentReference { get; init; }
    public string? Reference { get; init; }

    /// <summary>What a program knows it by. Lists may leave it out, also those that were asked for by it.</summary>
    public string? ExternalProviderId { get; init; }
    public string? AboutInvoiceNumber { get; init; }
    public OrderParty? CounterParty { get; init; }
    public OrderParty? Customer { get; init; }

    /// <summary>The document as people see it.</summary>
    [JsonPropertyName("OrderPDF")]
    public OrderPdf? Pdf { get; init; }

    /// <summary>How far it is on its way to the customer; null before anybody sent it.</summary>
    [JsonPropertyName("CurrentDocumentDeliveryDetails")]
    public OrderDelivery? Delivery { get; init; }
    public DateTimeOffset? LastModified { get; init; }
    public DateTimeOffset? Created { get; init; }

    [AllowNull]
    [JsonPropertyName("OrderLines")]
    public IReadOnlyList<OrderLine> Lines { get; init => field = AnswerList.Of(value); } = [];

    [AllowNull]
    public IReadOnlyList<VatGroup> VatGroups { get; init => field = AnswerList.Of(value); } = [];

    /// <summary>Each time that it was sent, or was to be.</summary>
    [AllowNull]
    public IReadOnlyList<OrderMessage> Messages { get; init => field = AnswerList.Of(value); } = [];

    long IBillitRecord.Id => OrderId;
}

/// <summary>One time that an order was sent, or was to be.</summary>
public sealed record OrderMessage
{
    /// <summary>Such as <c>Peppol</c> or <c>SMTP</c>.</summary>
    public string? TransportType { get; init; }
    public bool? Success { get; init; }
}

/// <summary>Whom an order is about.</summary>
public sealed record OrderParty
{
    public long? PartyId { get; init; }
    public string? Name { get; init; }
}

public sealed record OrderPdf
{
    public string? FileId { get; init; }
}

/// <summary>A line, with the totals that Billit computed.</summary>
public sealed record OrderLine
{
    public string? Description { get; init; }
    public string? Reference { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? UnitPriceExcl { get; init; }
    public decimal? TotalExcl { get; init; }

    [JsonPropertyName("TotalVAT")]
    public decimal? TotalVat { get; init; }
    public decimal? TotalIncl { get; init; }

    /// <summary>In percent.</summary>
    public decimal? VatPercentage { get; init; }

    /// <summary>As Billit writes it; see <see cref="Orders.VentilationCode"/>.</summary>
    public string? VentilationCode { get; init; }
    public int? AccountCode { get; init; }
}

/// <summary>The lines of one rate together, by which Billit computes VAT.</summary>
public sealed record VatGroup
{
    public string? VentilationCode { get; init; }

    /// <summary>In percent.</summary>
    public decimal? VatPercentage { get; init; }
    public decimal? TotalExcl { get; init; }

    [JsonPropertyName("TotalVAT")]
    public decimal? TotalVat { get; init; }
    public decimal? TotalIncl { get; init; }
}

/// <summary>How far a document is on its way to the customer.</summary>
public sealed record OrderDelivery
{
    public bool? IsDocumentDelivered { get; init; }

    /// <summary><c>Pending</c>, <c>Delivered</c> or <c>Error</c>.</summary>
    [JsonPropertyName("DocumentDeliveryStatus")]
    public string? Status { get; init; }

    [JsonPropertyName("DocumentDeliveryDate")]
    public DateTimeOffset? DeliveredAt { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    [JsonPropertyName("DocumentDeliveryInfo")]
    public string? Info { get; init; }

    [JsonPropertyName("DocumentRefusedDate")]
    public DateTimeOffset? RefusedAt { get; init; }

    [JsonPropertyName("DocumentRefusedReasonTC")]
    public string? RefusedReason { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    [JsonPropertyName("DocumentRefusedInfo")]
    public string? RefusedInfo { get; init; }
}
