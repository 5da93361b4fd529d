using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

/// <summary>
/// What a call of Billit's is about. It says where to look, and nothing in it is to be believed: the order is read again. Billit has
/// sent these in three shapes, of which one names no order.
/// </summary>
/// <param name="Entity">What it is about; null for something that nobody asked to be told of.</param>
/// <param name="EntityId">The number of the order or message.</param>
/// <param name="OrderId">The order; null of a message that does not name it.</param>
/// <param name="FlowState">Of a message <c>Sent</c>, <c>Accepted</c>, <c>Delivered</c> or <c>Refused</c>, where it says so.</param>
public sealed record WebhookEvent(WebhookEntity? Entity, long EntityId, long? OrderId, string? FlowState)
{
    /// <summary>The longest body that is looked at.</summary>
    public const int LongestBody = 256 * 1024;

    /// <summary>Reads a body whose signature was checked.</summary>
    /// <returns>Null when it is none of Billit's.</returns>
    public static WebhookEvent? Read(ReadOnlySpan<byte> body)
    {
        if (Parse(body) is not { UpdatedEntityId: { } id and > 0 } call)
            return null;
        WebhookEntity? entity = call.UpdatedEntityType switch
        {
            { } type when type.Equals(nameof(WebhookEntity.Order), StringComparison.OrdinalIgnoreCase) => WebhookEntity.Order,
            { } type when type.Equals(nameof(WebhookEntity.Message), StringComparison.OrdinalIgnoreCase) => WebhookEntity.Message,
            _ => null,
        };
        if (entity != WebhookEntity.Message)
            return new(entity, id, entity == WebhookEntity.Order ? id : null, null);
        var detail = call.EntityDetail is { ValueKind: JsonValueKind.Object } given ? given : default(JsonElement?);
        var message = Member(detail, "OrderMessage") ?? detail;
        var more = Member(detail, "AdditionalMessageInformation") ?? Member(detail, "MessageAdditionalInformation");
        return new(entity, id, Number(message, "OrderID"), Text(more, "EInvoiceFlowState"));
    }

    /// <summary>
    /// The secret of a new webhook, where Billit sends it to the webhook's own address instead of answering it. Nothing proves who
    /// sends it: only an address that nobody can guess, for which a secret is awaited, may take it, and once.
    /// </summary>
    /// <returns>Null when there is none in it.</returns>
    public static AccessToken? SecretIn(ReadOnlySpan<byte> body) =>
        AccessTokenRule.Any.Check(Parse(body)?.Secret, out var secret) is null ? secret : null;

    private static WebhookBody? Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length is 0 or > LongestBody)
            return null;
        try
        {
            return ApiJson.Parse(body, BillitAnswers.Default.WebhookBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { } members && members.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static long? Number(JsonElement? element, string name) =>
        element is { } members && members.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetInt64(out var number) && number > 0 ? number : null;

    private static string? Text(JsonElement? element, string name)
    {
        if (element is not { } members || !members.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String)
            return null;
        // A word of letters is all that it may be.
        return member.ValueEquals("Sent") ? "Sent"
            : member.ValueEquals("Accepted") ? "Accepted"
            : member.ValueEquals("Delivered") ? "Delivered"
            : member.ValueEquals("Refused") ? "Refused"
            : null;
    }
}

/// <summary>A call as it comes. No record, for a record prints what it holds.</summary>
internal sealed class WebhookBody
{
    [JsonPropertyName("UpdatedEntityID")]
    public long? UpdatedEntityId { get; init; }

    public string? UpdatedEntityType { get; init; }

    public JsonElement? EntityDetail { get; init; }

    [JsonConverter(typeof(LenientRaw))]
    public string? Secret { get; init; }
}
