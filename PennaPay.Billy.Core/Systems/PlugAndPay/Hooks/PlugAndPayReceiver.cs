using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Hooks;

/// <summary>
/// Takes the calls of shops' rules. They are not signed, so that nothing is believed but that something happened: if shop and rule are ours, the newest orders are
/// read.
/// </summary>
internal sealed class PlugAndPayReceiver(SourceCalls calls) : IWebhookReceiver
{
    /// <inheritdoc />
    public string System => PlugAndPaySystem.SystemId;

    /// <inheritdoc />
    public Task<WebhookReply> ReceiveAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        // A rule may call before its id has been stored.
        if (Read(call.Body) is not var (shop, rule) || shop != call.Connection.AccountId || (call.Webhook.RemoteId ?? rule) != rule)
            return Task.FromResult(WebhookReply.Refused);
        calls.ReadSoon(call.Connection, PlugAndPaySource.Changes);
        return Task.FromResult(WebhookReply.Taken);
    }

    private static (string Shop, string Rule)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } call && Id(call, "tenant_id") is { } shop && Id(call, "rule_id") is { } rule ? (shop, rule) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Id(JsonElement call, string name) => !call.TryGetProperty(name, out var id) ? null : id.ValueKind switch
    {
        JsonValueKind.Number when id.TryGetInt64(out var number) && number > 0 => PlugAndPayIds.Text(number),
        JsonValueKind.String when long.TryParse(id.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => PlugAndPayIds.Text(number),
        _ => null,
    };
}
