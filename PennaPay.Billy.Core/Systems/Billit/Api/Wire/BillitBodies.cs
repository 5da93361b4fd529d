using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PennaPay.Billy.Core.Http.Writes;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>What is sent: exactly these properties by these names, without those that are null, which Billit may refuse.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(PlainNumber)])]
[JsonSerializable(typeof(PartyBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(OrderChangeBody))]
[JsonSerializable(typeof(SendBody))]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(WebhookRoot))]
internal sealed partial class BillitBodies : JsonSerializerContext
{
    public static byte[] Bytes<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    /// <summary>A day where Billit takes nothing but a time.</summary>
    public static string? Midnight(DateOnly? day) => day?.ToString("yyyy-MM-dd'T00:00:00'", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed record PartyBody(
    string Name,
    string PartyType,
    [property: JsonPropertyName("ExternalProviderID")] string ExternalProviderId,
    string? Nr,
    string? CommercialName,
    string? ContactFirstName,
    string? ContactLastName,
    string? Email,
    string? Phone,
    [property: JsonPropertyName("VATNumber")] string? VatNumber,
    [property: JsonPropertyName("VATLiable")] bool VatLiable,
    [property: JsonPropertyName("VATDeductable")] bool VatDeductable,
    string? Language,
    string? Street,
    string? StreetNumber,
    string? Box,
    string? Zipcode,
    string? City,
    string CountryCode,
    IReadOnlyList<BillitIdentifier>? Identifiers)
{
    public static PartyBody Of(NewParty party) => new(
        party.Name,
        "Customer",
        party.ExternalProviderId,
        party.Nr,
        party.CommercialName,
        party.ContactFirstName,
        party.ContactLastName,
        party.Email,
        party.Phone,
        party.VatNumber,
        party.VatLiable,
        party.VatLiable,
        party.Language,
        party.Street,
        party.StreetNumber,
        party.Box,
        party.Zipcode,
        party.City,
        party.CountryCode,
        party.Identifiers.Count == 0 ? null : party.Identifiers);
}

internal sealed record OrderBody(
    string OrderType,
    string OrderDirection,
    string? OrderNumber,
    DateOnly OrderDate,
    DateOnly ExpiryDate,
    DateOnly? DeliveryDate,
    CustomerBody Customer,
    string Currency,
    string? Reference,
    string? OrderTitle,
    string? PaymentReference,
    string? Comments,
    string? InternalInfo,
    string? AboutInvoiceNumber,
    string? VentilationCode,
    int? AccountCode,
    bool? Paid,
    string? PaidDate,
    decimal? ToPay,
    string? PaymentMethod,
    bool? IsSent,
    [property: JsonPropertyName("ExternalProviderID")] string ExternalProviderId,
    [property: JsonPropertyName("OrderPDF")] FileBody? Pdf,
    IReadOnlyList<FileBody>? Attachments,
    IReadOnlyList<OrderLineBody> OrderLines)
{
    public static OrderBody Of(NewOrder order) => new(
        order.Type.ToString(),
        "Income",
        order.OrderNumber,
        order.OrderDate,
        order.ExpiryDate,
        order.DeliveryDate,
        new(order.CustomerId, "Customer"),
        order.Currency,
        order.Reference,
        order.OrderTitle,
        order.PaymentReference,
        order.Comments,
        order.InternalInfo,
        order.AboutInvoiceNumber,
        OrderLineBody.Text(order.VentilationCode),
        order.AccountCode,
        order.Paid,
        BillitBodies.Midnight(order.PaidDate),
        order.ToPay,
        order.PaymentMethod?.ToString(),
        order.IsSent,
        order.ExternalProviderId,
        order.Pdf is { } pdf ? FileBody.Of(pdf) : null,
        order.Attachments.Count == 0 ? null : [.. order.Attachments.Select(FileBody.Of)],
        [.. order.Lines.Select(OrderLineBody.Of)]);
}

/// <summary>Who the customer is, and nothing by which Billit could look for another.</summary>
internal sealed record CustomerBody([property: JsonPropertyName("PartyID")] long PartyId, string PartyType);

internal sealed record OrderLineBody(
    string Description,
    string? Reference,
    decimal Quantity,
    decimal? UnitPriceExcl,
    decimal? UnitPriceIncl,
    decimal? TotalIncl,
    bool? InclLeading,
    [property: JsonPropertyName("VATPercentage")] decimal? VatPercentage,
    string? VentilationCode,
    int? AccountCode,
    string? Unit,
    decimal? ReductionPercentage)
{
    public static OrderLineBody Of(NewOrderLine line) => new(
        line.Description,
        line.Reference,
        line.Quantity,
        (line.Price as LinePrice.UnitWithoutVat)?.Amount,
        (line.Price as LinePrice.UnitWithVat)?.Amount,
        (line.Price as LinePrice.TotalWithVat)?.Amount,
        line.Price is LinePrice.UnitWithoutVat ? null : true,
        line.VatPercentage,
        Text(line.VentilationCode),
        line.AccountCode,
        line.Unit,
        line.ReductionPercentage);

    /// <summary>The code's number as a text, which is how Billit's clients write it.</summary>
    public static string? Text(VentilationCode? code) =>
        code is { } given ? ((int)given).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
}

internal sealed record FileBody(string FileName, string MimeType, byte[] FileContent)
{
    public static FileBody Of(NewFile file) => new(file.FileName, file.MimeType, file.Content);
}

internal sealed record OrderChangeBody(bool? IsSent, bool? Paid, string? PaidDate, string? InternalInfo)
{
    public static OrderChangeBody Of(OrderChange change) => new(change.IsSent, change.Paid, BillitBodies.Midnight(change.PaidDate), change.InternalInfo);
}

/// <summary>Billit ignores other spellings of the first name, and then chooses a way itself.</summary>
internal sealed record SendBody(
    [property: JsonPropertyName("Transporttype")] string? Transport,
    [property: JsonPropertyName("OrderIDs")] IReadOnlyList<long> OrderIds);

internal sealed record PaymentBody(decimal Amount, string? Description, DateOnly Date);

internal sealed record WebhookRoot(string EntityType, string EntityUpdateType, [property: JsonPropertyName("WebhookURL")] string Url)
{
    public static WebhookRoot Of(NewWebhook webhook) =>
        new(webhook.Entity.ToString(), webhook.Update == WebhookUpdate.Created ? "I" : "U", webhook.Address.AbsoluteUri);
}
