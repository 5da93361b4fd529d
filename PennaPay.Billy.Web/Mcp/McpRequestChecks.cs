using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>
/// What has to agree between the headers and the body of a request, by the Streamable HTTP transport of the Model Context
/// Protocol, 2026-07-28. Each answers null, or the refusal. Pure.
/// </summary>
internal static class McpRequestChecks
{
    // What 2026-07-28 took away: server/discover and _meta stand in its place.
    private static readonly HashSet<string> Removed =
    [
        RequestMethods.Initialize, RequestMethods.Ping, "logging/setLevel", RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesUnsubscribe,
    ];

    /// <summary>Whether both forms of an answer can be taken.</summary>
    public static McpRefusal? Accept(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Takes("application/json") && Takes("text/event-stream")
            ? null
            : new(StatusCodes.Status406NotAcceptable, McpErrorCode.InvalidRequest, "Not acceptable: Accept must name application/json and text/event-stream.");

        bool Takes(string type) => accepted.Any(media => media.Quality != 0 && new MediaTypeHeaderValue(type).IsSubsetOf(media));
    }

    /// <summary>Whether the body is said to be JSON.</summary>
    public static McpRefusal? ContentType(HttpRequest request) =>
        request.HasJsonContentType()
            ? null
            : new(StatusCodes.Status415UnsupportedMediaType, McpErrorCode.InvalidRequest, "Content-Type must be application/json.");

    /// <summary>Whether header and body name the same revision, and one that is spoken.</summary>
    public static McpRefusal? Version(HttpRequest request, JsonObject body)
    {
        var (header, meta) = (HeaderVersion(request), MetaVersion(body));
        if ((header ?? meta) is { } asked && !McpHeaders.Versions.Contains(asked))
        {
            // Who names it in each request is told what can be named there, as by server/discover; the others agree on theirs by initialize.
            var supported = McpHeaders.Versions.Where(version => meta is null || IsPerRequest(version)).Select(version => JsonValue.Create(version));
            return new(StatusCodes.Status400BadRequest, McpErrorCode.UnsupportedProtocolVersion, $"Protocol version '{Short(asked)}' is not supported.")
            {
                Data = new JsonObject { ["supported"] = new JsonArray([.. supported]), ["requested"] = Short(asked) },
            };
        }

        // Without either it is a client of before 2025-06-18.
        if (meta is not null && meta != header)
            return Mismatch(McpHeaders.ProtocolVersion, header, meta);
        if (header is null || !IsPerRequest(header))
        {
            return MethodOf(body) == RequestMethods.Initialize && header is not null
                && Text(Params(body)?["protocolVersion"]) is { } initial && initial != header
                    ? Mismatch(McpHeaders.ProtocolVersion, header, initial) : null;
        }

        return meta is null && IsRequest(body)
            ? new(StatusCodes.Status400BadRequest, McpErrorCode.InvalidParams, $"Requests of {header} carry {MetaKeys.ProtocolVersion} in _meta.") : null;
    }

    /// <summary>Whether the headers that intermediaries read say what the body says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="schemaOf">The input schema of a tool by its name; null where there is no such tool.</param>
    public static McpRefusal? Headers(HttpRequest request, JsonObject body, Func<string, JsonElement?> schemaOf)
    {
        var method = MethodOf(body);
        if (HeaderVersion(request) is not { } version || !IsPerRequest(version) || method is null)
            return null;
        if (Header(request, McpHeaders.Method) is var told && told != method)
            return Mismatch(McpHeaders.Method, told, method);
        var named = method switch
        {
            RequestMethods.ToolsCall or RequestMethods.PromptsGet => "name",
            RequestMethods.ResourcesRead => "uri",
            _ => null,
        };
        if (named is null)
            return null;
        var name = Text(Params(body)?[named]);
        if (Decoded(request, McpHeaders.Name) is var toldName && toldName != name)
            return Mismatch(McpHeaders.Name, toldName, name ?? "");
        return method == RequestMethods.ToolsCall && name is not null && schemaOf(name) is { } schema
            ? Arguments(request, schema, Params(body)?["arguments"] as JsonObject) : null;
    }

    /// <summary>Whether the client says what it can, and asks for what there is.</summary>
    public static McpRefusal? Method(HttpRequest request, JsonObject body)
    {
        if (HeaderVersion(request) is not { } version || !IsPerRequest(version) || !IsRequest(body))
            return null;
        if (Meta(body)?[MetaKeys.ClientCapabilities] is not JsonObject)
            return new(StatusCodes.Status400BadRequest, McpErrorCode.InvalidParams, $"Requests of {version} carry {MetaKeys.ClientCapabilities} in _meta.");
        return MethodOf(body) is { } method && Removed.Contains(method)
            ? new(StatusCodes.Status404NotFound, McpErrorCode.MethodNotFound, $"{method} is no method of {version}.") : null;
    }

    /// <summary>Whether a call names a tool and brings its arguments by name.</summary>
    public static McpRefusal? Call(JsonObject body) =>
        MethodOf(body) != RequestMethods.ToolsCall ? null
        : Text(Params(body)?["name"]) is null ? new(StatusCodes.Status400BadRequest, McpErrorCode.InvalidParams, "A call names its tool.")
        : Params(body)!["arguments"] is not (null or JsonObject) ? new(StatusCodes.Status400BadRequest, McpErrorCode.InvalidParams, "Arguments come as an object.")
        : null;

    /// <summary>Whether each request says for itself what 2025-11-25 and before agreed on once: from 2026-07-28 on.</summary>
    public static bool IsPerRequest(string version) => string.CompareOrdinal(version, McpHeaders.FirstPerRequest) >= 0;

    public static string? HeaderVersion(HttpRequest request) => Header(request, McpHeaders.ProtocolVersion);

    private static McpRefusal? Arguments(HttpRequest request, JsonElement schema, JsonObject? arguments)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
                continue;
            var value = arguments?[property.Name];
            if (property.Value.TryGetProperty("properties", out _) && Arguments(request, property.Value, value as JsonObject) is { } within)
                return within;
            if (!property.Value.TryGetProperty("x-mcp-header", out var named) || named.GetString() is not { Length: > 0 } suffix)
                continue;
            var header = McpHeaders.ParameterPrefix + suffix;
            var expected = value is null ? null : Spoken(value);
            if (Decoded(request, header) is var told && !IsSame(told, expected))
                return Mismatch(header, told, expected ?? "");
        }

        return null;
    }

    private static McpRefusal Mismatch(string header, string? told, string body) => new(
        StatusCodes.Status400BadRequest, McpErrorCode.HeaderMismatch,
        told is null ? $"Header {header} is missing; the body says '{Short(body)}'." : $"Header {header} says '{Short(told)}', the body '{Short(body)}'.");

    // Numbers are the same whichever way they are written.
    private static bool IsSame(string? a, string? b) => a == b
        || (decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && x == y);

    private static string Spoken(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static string? Header(HttpRequest request, string name) =>
        request.Headers[name] is { Count: > 0 } values ? values.ToString().Trim() : null;

    /// <returns>What the header says, out of Base64 where it is wrapped in it; null where it is missing or says nothing readable.</returns>
    private static string? Decoded(HttpRequest request, string name) =>
        Header(request, name) is { } text && text.All(letter => letter is '\t' or >= ' ' and <= '~') ? McpHeaderEncoder.DecodeValue(text) : null;

    private static bool IsRequest(JsonObject body) => body.ContainsKey("id") && MethodOf(body) is not null;

    private static string? MethodOf(JsonObject body) => Text(body["method"]);

    private static JsonObject? Params(JsonObject body) => body["params"] as JsonObject;

    private static JsonObject? Meta(JsonObject body) => Params(body)?["_meta"] as JsonObject;

    private static string? MetaVersion(JsonObject body) => Text(Meta(body)?[MetaKeys.ProtocolVersion]);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Short(string text) => Core.Values.OutsideText.Line(text, 100);
}
