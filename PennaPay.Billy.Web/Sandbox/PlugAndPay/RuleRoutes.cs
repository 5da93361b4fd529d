using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>The part of the API that is about rules.</summary>
internal sealed class RuleRoutes(PlugAndPayBehaviour behaviour)
{
    public (int Status, byte[] Body, bool IsCommitted) Route(ApiCall call, string[] path, PlugAndPayShop shop) => (call.Method, path) switch
    {
        ("GET", ["rules"]) => PlugAndPayApi.Read(PlugAndPayApi.List(call, PageOf<SandboxRule>.Of(shop.Rules, call.Query), (json, rule) => OrderWriter.Rule(json, rule, behaviour))),
        ("POST", ["rules"]) => (201, Single(shop.PutRule(Changed(call.Body, new SandboxRule(), isNew: true))), true),
        ("DELETE", ["rules"]) => DeleteMany(call.Body, shop),
        ("GET", ["rules", var id]) => PlugAndPayApi.Read(Single(PlugAndPayApi.Find(shop.FindRule, id))),
        ("PATCH", ["rules", var id]) => (200, Single(shop.PutRule(Changed(call.Body, PlugAndPayApi.Find(shop.FindRule, id), isNew: false))), true),
        ("DELETE", ["rules", var id]) => (204, [], shop.RemoveRule(PlugAndPayApi.Find(shop.FindRule, id).Id)),
        (_, ["rules"] or ["rules", _]) => throw PlugAndPayRefusals.NotAllowed(call.Method),
        _ => throw PlugAndPayRefusals.NotFound(),
    };

    private byte[] Single(SandboxRule rule) => OrderWriter.Single(json => OrderWriter.Rule(json, rule, behaviour));

    private static (int, byte[], bool) DeleteMany(JsonElement? body, PlugAndPayShop shop)
    {
        if (Of(body, "ids") is not { ValueKind: JsonValueKind.Array } ids)
            throw PlugAndPayRefusals.Invalid("ids", "The ids field is required.");
        var removed = ids.EnumerateArray().Count(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) && shop.RemoveRule(number));
        return (204, [], removed > 0);
    }

    private static SandboxRule Changed(JsonElement? body, SandboxRule rule, bool isNew)
    {
        Demand("driver", PlugAndPayApi.Member(body, "driver"), ["webhook"]);
        Demand("action_type", PlugAndPayApi.Member(body, "action_type"), ["call_webhook"]);
        var trigger = PlugAndPayApi.Member(body, "trigger_type");
        Demand("trigger_type", trigger, Triggers.All);
        var data = Of(body, "action_data");
        var url = PlugAndPayApi.Member(data, "url") ?? PlugAndPayApi.Member(data, "hook_url");
        if (isNew && string.IsNullOrWhiteSpace(PlugAndPayApi.Member(body, "name")))
            throw PlugAndPayRefusals.Invalid("name", "The name field is required.");
        if (isNew && url is null)
            throw PlugAndPayRefusals.Invalid("action_data.url", "The action data.url field is required.");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw PlugAndPayRefusals.Invalid("action_data.url", $"The action data.url {url} is not a valid URL.");
        return rule with
        {
            Name = PlugAndPayApi.Member(body, "name") ?? rule.Name,
            Url = url ?? rule.Url,
            TriggerType = trigger ?? rule.TriggerType,
            Products = Of(Of(body, "condition_data"), "product_id") is { ValueKind: JsonValueKind.Array } products
                ? [.. products.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.Number).Select(id => id.GetInt64())]
                : rule.Products,
        };

        void Demand(string field, string? value, string[] known)
        {
            if (value is null ? isNew : !known.Contains(value))
                throw PlugAndPayRefusals.Invalid(field, value is null ? $"The {field.Replace('_', ' ')} field is required." : $"The selected {field.Replace('_', ' ')} is invalid.");
        }
    }

    private static JsonElement? Of(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var member) ? member : null;
}
