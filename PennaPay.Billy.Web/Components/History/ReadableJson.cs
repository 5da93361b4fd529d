using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>Stored requests and answers for people to read: indented, and without anything that is named like a secret.</summary>
internal static class ReadableJson
{
    private const string Hidden = "••••";

    private static readonly string[] Secrets = ["token", "secret", "password", "authorization"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON, indented; as it is when it is none, such as an answer that was cut off.</summary>
    public static string Of(string text)
    {
        try
        {
            var node = JsonNode.Parse(text);
            Redact(node);
            return node?.ToJsonString(Indented) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static void Redact(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    Redact(item);
                break;
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                        fields[name] = Hidden;
                    else
                        Redact(value);
                }
                break;
        }
    }
}
