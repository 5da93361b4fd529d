using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>
/// Answers one request of a program: who it is, whether it may ask now, whether what it sent is whole and at one with itself; then
/// a server of its own answers it.
/// </summary>
internal sealed class McpRequests(
    ApiKeyCheck keys, McpKeyLimits limits, OwnOrigin own, BillyLookup lookup, FailureDescriber failures, McpServing serving)
{
    private const int LargestBody = 64 * 1024;

    private const string Scheme = "Bearer ";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public async Task AnswerAsync(HttpContext context, string path, string prefix)
    {
        McpCulture.Use(context.Request);
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(request.Method))
        {
            response.Headers.Allow = HttpMethods.Post;
            await new McpRefusal(StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, "Only POST is answered here.").WriteAsync(context);
            return;
        }

        if (!own.IsOwn(request))
        {
            await new McpRefusal(StatusCodes.Status403Forbidden, McpErrorCode.InvalidRequest, "Pages of other sites are not answered.").WriteAsync(context);
            return;
        }

        if (await KeyAsync(context, path) is not { } key)
            return;
        using var turn = limits.TryTake(key.Id, out var wait);
        if (turn is null)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, new Failure(FailureCodes.KeyTooManyCalls));
            return;
        }

        var caller = context.RequestServices.GetRequiredService<McpCaller>();
        (caller.Key, caller.Own) = (key, own.Of(request));
        var (body, refusal) = await BodyAsync(request, context.RequestAborted);
        var message = body is null ? null : Parse(body);
        if (body is not null && message is not null)
        {
            var tools = serving.ToolsOf(prefix);
            refusal = McpRequestChecks.Version(request, body)
                ?? McpRequestChecks.Headers(request, body, name => tools.TryGetPrimitive(name, out var tool) ? tool.ProtocolTool.InputSchema : null)
                ?? McpRequestChecks.Method(request, body)
                ?? McpRequestChecks.Call(body);
        }
        else if (await lookup.RefusalAsync(key.WorkspaceId, key.ConnectionId, context.RequestAborted) is { } notReady)
        {
            // Whoever tries the address by hand is told what no tool could read either.
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, notReady);
            return;
        }

        if (refusal is not null)
            await (refusal with { Id = IdOf(body) }).WriteAsync(context);
        else if (message is not null)
            await serving.AnswerAsync(context, message, prefix);
        else
            await (NotJsonRpc() with { Id = IdOf(body) }).WriteAsync(context);
    }

    private async Task<ApiKeyAnswer.Valid?> KeyAsync(HttpContext context, string path)
    {
        var request = context.Request;
        var presented = request.Headers.Authorization is { Count: 1 } header && header.ToString() is var text
            && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].Trim() : null;
        // A key in an address would stand in logs and histories; whoever sends it so is not served at all.
        var answer = request.Query.ContainsKey("access_token") ? new ApiKeyAnswer.Unknown()
            : presented is null ? null : await keys.CheckAsync(presented, context.RequestAborted);
        if (answer is ApiKeyAnswer.Valid valid)
        {
            if (valid.Scopes.Contains(ApiKeyScopes.BillyRead))
                return valid;
            Challenge(context, path, "insufficient_scope");
            await WriteAsync(context, StatusCodes.Status403Forbidden, new Failure(FailureCodes.KeyScope));
            return null;
        }

        Challenge(context, path, answer is null ? null : "invalid_token");
        await WriteAsync(context, StatusCodes.Status401Unauthorized, new Failure(answer switch
        {
            null => FailureCodes.KeyMissing,
            ApiKeyAnswer.Expired => FailureCodes.KeyExpired,
            ApiKeyAnswer.Revoked => FailureCodes.KeyRevoked,
            _ => FailureCodes.KeyUnknown,
        }));
        return null;
    }

    /// <summary>Says where to find out how to be let in (RFC 6750, 3; RFC 9728, 5.1).</summary>
    private void Challenge(HttpContext context, string path, string? error) => context.Response.Headers.WWWAuthenticate =
        "Bearer " + string.Join(", ", [
            .. own.Of(context.Request) is { } address ? [$"resource_metadata=\"{McpEndpoints.MetadataAddress(address, path)}\""] : Array.Empty<string>(),
            $"scope=\"{ApiKeyScopes.BillyRead}\"",
            .. error is null ? [] : new[] { $"error=\"{error}\"" },
        ]);

    private static async Task<(JsonObject? Body, McpRefusal? Refusal)> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if ((McpRequestChecks.ContentType(request) ?? McpRequestChecks.Accept(request)) is { } unfit)
            return (null, unfit);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        try
        {
            using var read = new MemoryStream();
            await request.Body.CopyToAsync(read, cancellationToken);
            return ReadWhole(read.GetBuffer().AsSpan(0, (int)read.Length)) is JsonObject body ? (body, null) : (null, NotJsonRpc());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, NotJsonRpc());
        }
        catch (BadHttpRequestException tooMuch)
        {
            return (null, new(tooMuch.StatusCode, McpErrorCode.InvalidRequest, $"A request has at most {LargestBody / 1024} kB."));
        }
    }

    /// <summary>Reads every text too: a node does so only when it is asked for it, and then throws where it is no Unicode.</summary>
    private static JsonNode? ReadWhole(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }

        return JsonNode.Parse(json, null, Strict);
    }

    private static JsonRpcMessage? Parse(JsonObject body)
    {
        try
        {
            return body.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static McpRefusal NotJsonRpc() => new(StatusCodes.Status400BadRequest, McpErrorCode.InvalidRequest, "The body is no JSON-RPC message.");

    private static JsonNode? IdOf(JsonObject? body) => body?["id"] is JsonValue id && id.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? body["id"] : null;

    private Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        var described = failures.Describe(failure);
        return new McpRefusal(status, McpErrorCode.InvalidRequest, described.Text) { Data = McpFailure.Of(described) }.WriteAsync(context);
    }
}
