using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Pace;

namespace PennaPay.Billy.Tests.Http;

/// <summary>A record of Acme's; its answers are one, with nothing around it.</summary>
internal sealed record AcmeThing(string? Id, string? Name = null);

/// <summary>What Acme says when it refuses.</summary>
internal sealed record AcmeRefusal(string? Code, string? Error, Dictionary<string, string>? Fields);

/// <summary>A system that nobody knows: it differs from every real one in whatever may differ.</summary>
internal sealed class AcmeProfile : ApiProfile
{
    public static AccessTokenRule TokenRule { get; } = new(10, 1000);

    public override string Name => "Acme";

    public override string SecretHeader => "Authorization";

    public override string? SecretScheme => "Bearer";

    public override string UserAgent => "Tests";

    public override string Accept => "application/vnd.acme+json";

    public override TimeSpan RequestTimeout => Timeout;

    public override int ReadRetries => Retries;

    public override int LargestAnswer => Largest ?? base.LargestAnswer;

    public override double RequestsPerSecond => Rate;

    public override int Burst => AtOnce;

    public override TimeSpan? Window => CountedOver;

    public override RequestAllowance? ReadAllowance(HttpResponseHeaders headers, DateTimeOffset now) =>
        RequestAllowance.Read(headers, "acme-left", "acme-anew", now);

    public override (string? Header, string? Scheme) SecretPlaceOf(ApiAccess access) =>
        HasKeys && !access.IsGranted ? ("Key", null) : base.SecretPlaceOf(access);

    public override IReadOnlyList<(string Name, string Value)> HeadersOf(ApiAccess access) => HasKeys ? [("Books", "one")] : [];

    /// <summary>Whether it tells keys from tokens, and wants to hear which books are meant.</summary>
    public bool HasKeys { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public int Retries { get; init; } = 3;

    public int? Largest { get; init; }

    public double Rate { get; init; }

    public int AtOnce { get; init; } = 2;

    public TimeSpan? CountedOver { get; init; }

    public static ApiRead<AcmeThing, AcmeThing> Read(string path = "things/1", int? largest = null) =>
        new(path, TypeOf<AcmeThing>(), Picked) { LargestAnswer = largest };

    public static ApiWrite<AcmeThing, AcmeThing> Write(HttpMethod? method = null, string path = "things", byte[]? body = null) =>
        new(method ?? HttpMethod.Post, path, body ?? "{}"u8.ToArray(), TypeOf<AcmeThing>(), Picked);

    public static AccessToken Token(string text = ApiHost.TokenText)
    {
        Assert.Null(TokenRule.Check(text, out var token));
        return token!;
    }

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) =>
        ApiJson.Parse(body, TypeOf<AcmeRefusal>()) is { Code: { } code } refusal
            ? new ApiRefusal(
                code,
                refusal.Error,
                [.. (refusal.Fields ?? []).Select(field => new FieldMessage("thing", field.Key, field.Value))],
                code == "invalid")
            : null;

    private static AcmeThing? Picked(AcmeThing thing) => thing.Id is null ? null : thing;

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T));
}
