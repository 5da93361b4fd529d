using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(RuleBody))]
internal sealed partial class PlugAndPayBodies : JsonSerializerContext
{
    public static byte[] Bytes<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);
}

/// <summary>What is sent of a payment; when and how it was paid is not taken over there.</summary>
internal sealed record PaymentBody(string Status, string Type);

internal sealed record RuleBody(string Name, string Driver, string ActionType, RuleAction ActionData, string TriggerType)
{
    public static RuleBody Of(string name, Uri address, string trigger) =>
        new(name, "webhook", "call_webhook", new(address.AbsoluteUri, address.AbsoluteUri), trigger);
}

/// <summary>Which of the two names is meant differs between the vendor's own sources.</summary>
internal sealed record RuleAction(string Url, string HookUrl);
