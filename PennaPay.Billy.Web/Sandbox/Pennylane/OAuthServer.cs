using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Lets clients in: <c>/oauth/authorize</c>, <c>/oauth/token</c> and <c>/oauth/revoke</c>.</summary>
internal sealed class OAuthServer(PennylaneSandbox sandbox, PennylaneSandboxOptions options, Grants grants, PennylaneClock clock)
{
    private const int Day = 24 * 60 * 60;

    public ApiAnswer Handle(ApiCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["oauth", "authorize"]) => Authorise(call, null),
        ("POST", ["oauth", "authorize"]) => Authorise(call, Form(call)),
        ("POST", ["oauth", "token"]) => Token(Form(call)),
        ("POST", ["oauth", "revoke"]) => Revoke(Form(call)),
        _ => throw PennylaneRefusals.NoRoute(),
    };

    private ApiAnswer Authorise(ApiCall call, Dictionary<string, StringValues>? form)
    {
        var (request, refused) = AuthorizationRequest.Read(call, options.ClientId, address => sandbox.IsRegistered(address, call.BaseUrl));
        if (request is null)
            return AuthorizePage.Refuse(refused!);
        if (request.Problem is var (error, description))
            return Redirect(request.Answer(("error", error), ("error_description", description)));
        if (form is null)
            return AuthorizePage.Ask($"{call.BaseUrl}/oauth/authorize{QueryString.Create(call.Query)}", request, sandbox.Companies);
        if (Of(form, "decision") != "authorize")
            return Redirect(request.Answer(("error", "access_denied"), ("error_description", "The resource owner or authorization server denied the request.")));
        if (!long.TryParse(Of(form, "company"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || sandbox.Companies.All(company => company.Id != id))
            return AuthorizePage.Refuse("Choose one of your companies.");
        return Redirect(request.Answer(("code", grants.Authorise(id, request.Scopes, request.RedirectUri, request.Challenge)))) with { Committed = true };
    }

    private ApiAnswer Token(Dictionary<string, StringValues> form)
    {
        CheckClient(form);
        var tokens = Of(form, "grant_type") switch
        {
            null => throw PennylaneRefusals.Token(400, "invalid_request", "Missing required parameter: grant_type."),
            "authorization_code" => grants.Exchange(Needed(form, "code"), Needed(form, "redirect_uri"), Of(form, "code_verifier")),
            "refresh_token" => grants.Refresh(Needed(form, "refresh_token")),
            _ => throw PennylaneRefusals.Token(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server."),
        };
        return tokens is null
            ? throw InvalidGrant()
            : Json(new
            {
                access_token = tokens.Access, token_type = "Bearer", expires_in = Day, refresh_token = tokens.Refresh,
                scope = string.Join(' ', tokens.Scopes), created_at = clock.Now.ToUnixTimeSeconds(),
            });
    }

    /// <summary>A token that is none is taken back as well as any.</summary>
    private ApiAnswer Revoke(Dictionary<string, StringValues> form)
    {
        CheckClient(form);
        return new(200, [], grants.Revoke(Needed(form, "token")));
    }

    private void CheckClient(Dictionary<string, StringValues> form)
    {
        if (Of(form, "client_id") != options.ClientId || Of(form, "client_secret") != options.ClientSecret)
            throw PennylaneRefusals.Token(401, "invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");
    }

    private Refusal InvalidGrant() => PennylaneRefusals.Token(
        sandbox.Behaviour.InvalidGrantStatus, "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.");

    /// <summary>The fields of a form; none where the body is something else.</summary>
    private static Dictionary<string, StringValues> Form(ApiCall call)
    {
        if (!call.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return [];
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(call.Raw.Span));
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static string Needed(Dictionary<string, StringValues> form, string name) =>
        Of(form, name) ?? throw PennylaneRefusals.Token(400, "invalid_request", $"Missing required parameter: {name}.");

    // A field that stands there twice is none.
    private static string? Of(Dictionary<string, StringValues> form, string name) =>
        form.GetValueOrDefault(name) is [{ Length: > 0 } value] ? value : null;

    private static ApiAnswer Redirect(string address) => new(302, [], false) { Headers = [("Location", address), ("Cache-Control", "no-store")] };

    private static ApiAnswer Json(object body) =>
        new(200, JsonSerializer.SerializeToUtf8Bytes(body), true) { Headers = [("Cache-Control", "no-store"), ("Pragma", "no-cache")] };
}
