using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

/// <summary>An address that Billit calls when something happens; its secret is not told again.</summary>
public sealed record BillitWebhook
{
    [JsonPropertyName("WebhookID")]
    public long? WebhookId { get; init; }

    /// <summary>The other name that the number may have.</summary>
    [JsonPropertyName("ID")]
    public long? OtherId { get; init; }

    public string? EntityType { get; init; }
    public string? EntityUpdateType { get; init; }

    [JsonPropertyName("WebhookURL")]
    public string? Address { get; init; }

    /// <summary>What it is taken away by; null where Billit does not say.</summary>
    [JsonIgnore]
    public long? Id => WebhookId ?? OtherId;
}
