using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What is written on an invoice, credit note or another order. The names are those of the API.</summary>
public record OrderContent
{
    public string? OrderType { get; init; }

    public string? OrderDirection { get; init; }

    public string? OrderNumber { get; init; }

    public DateTime? OrderDate { get; init; }

    public DateTime? ExpiryDate { get; init; }

    public DateTime? DeliveryDate { get; init; }

    public DateTime? PeriodFrom { get; init; }

    public DateTime? PeriodTill { get; init; }

    /// <summary>The buyer's number of the purchase.</summary>
    public string? Reference { get; init; }

    public string? OrderTitle { get; init; }

    public string? PaymentReference { get; init; }

    public string? Currency { get; init; }

    public string? Comments { get; init; }

    public string? InternalInfo { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<BillitLine>? OrderLines { get; init; }

    /// <summary>For all lines of 0 % that have none.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? VentilationCode { get; init; }

    public int? AccountCode { get; init; }

    public string? PaymentMethod { get; init; }

    public string? ExternalProviderID { get; init; }

    public string? AboutInvoiceNumber { get; init; }

    public string? OrderSubType { get; init; }

    /// <summary>This alone, whatever more it came with.</summary>
    internal OrderContent Plain() => new(this);
}

/// <summary>What a client posts.</summary>
internal sealed record OrderPost : OrderContent
{
    public BillitParty? Customer { get; init; }

    public long? CustomerID { get; init; }

    public bool? Paid { get; init; }

    public DateTime? PaidDate { get; init; }

    public decimal? ToPay { get; init; }

    public bool? IsSent { get; init; }

    public BillitUpload? OrderPDF { get; init; }

    public IReadOnlyList<BillitUpload>? Attachments { get; init; }
}

internal sealed record BillitUpload(string? FileName, string? MimeType, byte[]? FileContent);

public sealed record BillitLine
{
    public decimal? Quantity { get; init; }

    public decimal? UnitPriceExcl { get; init; }

    public decimal? UnitPriceIncl { get; init; }

    public decimal? TotalExcl { get; init; }

    public decimal? TotalVAT { get; init; }

    public decimal? TotalIncl { get; init; }

    /// <summary>In per cent: 21 is 21 %.</summary>
    public decimal? VATPercentage { get; init; }

    /// <summary>The prices with VAT count, not those without.</summary>
    public bool? InclLeading { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? VentilationCode { get; init; }

    public int? AccountCode { get; init; }

    public string? Reference { get; init; }

    public string? Description { get; init; }

    public string? DescriptionExtended { get; init; }

    public string? Unit { get; init; }

    /// <summary>In per cent.</summary>
    public decimal? ReductionPercentage { get; init; }
}

/// <summary>An order as it stands in the books of a company.</summary>
public sealed record BillitOrder
{
    public required long OrderID { get; init; }

    public required OrderContent Content { get; init; }

    /// <summary>The customer's id.</summary>
    public required long Party { get; init; }

    public required OrderTotals Totals { get; init; }

    public bool Paid { get; init; }

    public DateTime? PaidDate { get; init; }

    /// <summary>What is left to pay.</summary>
    public decimal ToPay { get; init; }

    public bool IsSent { get; init; }

    /// <summary>It went out, or is on its way, by Peppol.</summary>
    public bool WentByPeppol { get; init; }

    public string? ApprovalStatus { get; init; }

    public bool Invoiced { get; init; }

    public bool AccountantVerificationNeeded { get; init; }

    /// <summary>The id of the file that shows it.</summary>
    public string? Pdf { get; init; }

    public IReadOnlyList<string> Attachments { get; init; } = [];

    public IReadOnlyList<BillitMessage> Messages { get; init; } = [];

    public BillitDelivery? Delivery { get; init; }

    public IReadOnlyList<BillitPayment> Payments { get; init; } = [];

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset LastModified { get; init; }

    /// <summary>The number of the request that made it; 0: people did.</summary>
    internal long CreatedBy { get; init; }

    public string Status => this switch
    {
        { Delivery.RefusedAt: not null, Paid: false } => "Refused",
        { Paid: true } => "Paid",
        { IsSent: true } => "ToPay",
        _ => "ToSend",
    };
}

/// <summary>One attempt to send an order.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TransportType">How.</param>
/// <param name="Destination">To which address.</param>
/// <param name="At">When.</param>
/// <param name="Success">Whether it went out.</param>
public sealed record BillitMessage(long Id, string TransportType, string? Destination, DateTimeOffset At, bool Success)
{
    public string? Description { get; init; }

    /// <summary>The state in the network: <c>Sent</c>, <c>Delivered</c> or <c>Refused</c>.</summary>
    public string FlowState { get; init; } = "Sent";
}

/// <summary>What became of the latest sending.</summary>
/// <param name="Message">The message's id.</param>
/// <param name="Status"><c>Pending</c>, <c>Delivered</c> or <c>Error</c>.</param>
public sealed record BillitDelivery(long Message, string Status)
{
    /// <summary>When the network decides; null: it has, or never will.</summary>
    public DateTimeOffset? Due { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public string? Info { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    public string? RefusedReason { get; init; }

    public string? RefusedInfo { get; init; }
}

public sealed record BillitPayment(decimal Amount, DateTimeOffset Date, string? Description);

/// <summary>A file that can be fetched.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="MimeType">Its type.</param>
/// <param name="Content">What is in it; null: the page that shows an order, made when it is fetched.</param>
internal sealed record BillitFile(string Id, string Name, string MimeType, byte[]? Content)
{
    /// <summary>The order that it belongs to.</summary>
    public long Order { get; init; }
}
