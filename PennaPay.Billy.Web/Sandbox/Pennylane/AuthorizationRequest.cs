using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What a client sent a person to Pennylane for.</summary>
internal sealed record AuthorizationRequest(string RedirectUri, IReadOnlyList<string> Scopes, string? State, string? Challenge)
{
    /// <summary>Why the client is told, and not the person, that it asked wrongly; null: it asked well.</summary>
    public (string Error, string Description)? Problem { get; init; }

    /// <summary>The request, or what the person is told: a client that is not known, or an address that is not its own, is never redirected to.</summary>
    public static (AuthorizationRequest? Request, string? Refused) Read(ApiCall call, string clientId, Func<string, bool> isRegistered)
    {
        string? Of(string name) => call.Query[name] is [{ Length: > 0 } value] ? value : null;

        if (Of("client_id") != clientId)
            return (null, "Client authentication failed due to unknown client.");
        if (Of("redirect_uri") is not { } redirect || !isRegistered(redirect))
            return (null, "The redirect uri included is not valid.");
        var request = new AuthorizationRequest(redirect, Pennylane.Scopes.Read(Of("scope")) ?? [], Of("state"), Of("code_challenge"));
        (string, string)? problem = Of("response_type") switch
        {
            null => ("invalid_request", "Missing required parameter: response_type."),
            not "code" => ("unsupported_response_type", "The authorization server does not support this response type."),
            _ when request.Scopes.Count == 0 => ("invalid_scope", "The requested scope is invalid, unknown, or malformed."),
            _ when request.Challenge is not null && Of("code_challenge_method") != "S256" => ("invalid_request", "The code_challenge_method must be S256."),
            _ => null,
        };
        return (request with { Problem = problem }, null);
    }

    /// <summary>Where the person is sent back to.</summary>
    public string Answer(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var address = RedirectUri;
        foreach (var (name, value) in parameters)
            address = Append(address, name, value);
        return State is { } state ? Append(address, "state", state) : address;
    }

    private static string Append(string address, string name, string value) =>
        $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
}
