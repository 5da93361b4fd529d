using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(LenientText), typeof(LenientFlag), typeof(LenientDecimal), typeof(StrictId), typeof(LenientInteger), typeof(LenientDay),
        typeof(BillitTime),
    ])]
[JsonSerializable(typeof(BillitAccount))]
[JsonSerializable(typeof(PageAnswer<BillitParty>))]
[JsonSerializable(typeof(PageAnswer<BillitOrder>))]
[JsonSerializable(typeof(BillitParty))]
[JsonSerializable(typeof(BillitOrder))]
[JsonSerializable(typeof(BillitParticipant))]
[JsonSerializable(typeof(BillitFile))]
[JsonSerializable(typeof(BillitWebhook))]
[JsonSerializable(typeof(CreatedWebhook))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(long))]
internal sealed partial class BillitAnswers : JsonSerializerContext;

/// <summary>A page of a list.</summary>
internal sealed record PageAnswer<TRecord>
    where TRecord : class, IBillitRecord
{
    public IReadOnlyList<TRecord?>? Items { get; init; }

    /// <summary>Where the next page is. It says that there is one, and is never followed: an answer does not decide where a token goes.</summary>
    [JsonConverter(typeof(LenientRaw))]
    public string? NextPageLink { get; init; }
}

/// <summary>What is answered to a new webhook. No record, for a record prints what it holds.</summary>
internal sealed class CreatedWebhook
{
    [JsonPropertyName("WebhookID")]
    public long? WebhookId { get; init; }

    [JsonPropertyName("ID")]
    public long? Id { get; init; }

    [JsonConverter(typeof(LenientRaw))]
    public string? Secret { get; init; }
}

/// <summary>What Billit says when it refuses. Its clients have seen several shapes, so that any of these may be missing or something else.</summary>
internal sealed record RefusalAnswer
{
    public JsonElement? Errors { get; init; }

    public JsonElement? Code { get; init; }

    public JsonElement? Description { get; init; }

    public JsonElement? Message { get; init; }

    public JsonElement? ErrorMessage { get; init; }

    public JsonElement? DefaultText { get; init; }
}
