using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(LenientText), typeof(LenientFlag), typeof(StrictDecimal), typeof(StrictId), typeof(OptionalId), typeof(LenientInteger),
        typeof(LenientTime),
    ])]
[JsonSerializable(typeof(DataAnswer<PlugAndPayShop>))]
[JsonSerializable(typeof(DataAnswer<PlugAndPayOrder>))]
[JsonSerializable(typeof(DataAnswer<PlugAndPayPayment>))]
[JsonSerializable(typeof(PageAnswer<PlugAndPayOrder>))]
[JsonSerializable(typeof(PageAnswer<PlugAndPayProduct>))]
[JsonSerializable(typeof(PageAnswer<PlugAndPayTaxRate>))]
[JsonSerializable(typeof(DataAnswer<PlugAndPayRule>))]
[JsonSerializable(typeof(PageAnswer<PlugAndPayRule>))]
[JsonSerializable(typeof(RefusalAnswer))]
internal sealed partial class PlugAndPayAnswers : JsonSerializerContext;

/// <summary>One record.</summary>
internal sealed record DataAnswer<TRecord>
    where TRecord : class
{
    public TRecord? Data { get; init; }
}

/// <summary>A page of a list; short lists may come whole, without links and meta.</summary>
internal sealed record PageAnswer<TRecord>
    where TRecord : class, IPlugAndPayRecord
{
    public IReadOnlyList<TRecord?>? Data { get; init; }

    public PageLinks? Links { get; init; }

    public PageMeta? Meta { get; init; }
}

internal sealed record PageLinks
{
    /// <summary>Says that there is more; never followed, since it could lead anywhere.</summary>
    [JsonConverter(typeof(LenientRaw))]
    public string? Next { get; init; }
}

internal sealed record PageMeta
{
    public int? CurrentPage { get; init; }

    public int? LastPage { get; init; }

    public int? Total { get; init; }
}

/// <summary>What Plug&amp;Pay says when it refuses; any of it may be missing, or something else.</summary>
internal sealed record RefusalAnswer
{
    public JsonElement? Message { get; init; }

    public JsonElement? Errors { get; init; }

    public JsonElement? Error { get; init; }

    public JsonElement? ErrorDescription { get; init; }
}
