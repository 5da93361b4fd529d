using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(LenientText), typeof(LenientFlag), typeof(StrictDecimal), typeof(StrictId), typeof(LenientInteger), typeof(LenientDay),
        typeof(LenientTime),
    ])]
[JsonSerializable(typeof(PennylaneMe))]
[JsonSerializable(typeof(PageAnswer<PennylaneCustomer>))]
[JsonSerializable(typeof(PageAnswer<PennylaneRecordId>))]
[JsonSerializable(typeof(PageAnswer<PennylaneContact>))]
[JsonSerializable(typeof(PageAnswer<PennylaneInvoice>))]
[JsonSerializable(typeof(PageAnswer<PennylaneInvoiceId>))]
[JsonSerializable(typeof(PageAnswer<PennylaneLine>))]
[JsonSerializable(typeof(PageAnswer<PennylanePayment>))]
[JsonSerializable(typeof(PageAnswer<PennylaneTransaction>))]
[JsonSerializable(typeof(PageAnswer<PennylaneChange>))]
[JsonSerializable(typeof(IReadOnlyList<PennylaneLine>))]
[JsonSerializable(typeof(RefusalAnswer))]
internal sealed partial class PennylaneAnswers : JsonSerializerContext;

/// <summary>A page of a list.</summary>
internal sealed record PageAnswer<TRecord>
    where TRecord : class, IPennylaneRecord
{
    public IReadOnlyList<TRecord?>? Items { get; init; }

    public bool? HasMore { get; init; }

    /// <summary>Word for word, since it is sent back.</summary>
    [JsonConverter(typeof(LenientRaw))]
    public string? NextCursor { get; init; }

    /// <summary>What was asked for beside the items. It is experimental over there, so that its shape is not relied on.</summary>
    public JsonElement? Included { get; init; }
}

/// <summary>A record of which nothing else is read.</summary>
internal sealed record PennylaneRecordId : IPennylaneRecord
{
    public required long Id { get; init; }
}

/// <summary>What Pennylane says when it refuses. Its sources disagree on the shape, so that any of these may be missing or something else.</summary>
internal sealed record RefusalAnswer
{
    public JsonElement? Error { get; init; }

    public JsonElement? Message { get; init; }

    public JsonElement? Code { get; init; }

    public JsonElement? Field { get; init; }

    public JsonElement? Details { get; init; }
}
