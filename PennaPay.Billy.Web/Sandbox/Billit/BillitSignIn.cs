using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Lets clients in: the portal's <c>/Account/Logon</c>, and <c>/OAuth2/token</c> and <c>/OAuth2/revoke</c>.</summary>
internal sealed class BillitSignIn(BillitSandbox sandbox, BillitSandboxOptions options, BillitGrants grants)
{
    public ApiAnswer? Handle(ApiCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["Account", "Logon"]) => Ask(call),
        ("POST", ["Account", "Logon"]) => Decide(call),
        ("POST", ["OAuth2", "token"]) => Token(call),
        ("POST", ["OAuth2", "revoke"]) => Revoke(call),
        _ => null,
    };

    private ApiAnswer Ask(ApiCall call) => Check(call) ?? LogonPage.Ask($"{call.BaseUrl}/Account/Logon{QueryString.Create(call.Query)}", sandbox.Companies);

    private ApiAnswer Decide(ApiCall call)
    {
        if (Check(call) is { } refused)
            return refused;
        var form = Form(call);
        if (form.GetValueOrDefault("decision") is not ["approve"])
            return Redirect(call, "error", "access_denied");
        var chosen = new List<long>();
        foreach (var text in form.GetValueOrDefault("company") ?? [])
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && sandbox.Companies.Any(company => company.Id == id && company.AllowsApi))
                chosen.Add(id);
        }
        return chosen.Count == 0
            ? LogonPage.Refuse("Choose at least one company that allows the API.")
            : Redirect(call, "code", grants.Approve([.. chosen.Distinct()], Query(call, "redirect_uri")!)) with { Committed = true };
    }

    /// <summary>What the person is told where the client or its address is not registered: nobody is sent there.</summary>
    private ApiAnswer? Check(ApiCall call)
    {
        if (Query(call, "client_id") != options.ClientId)
            return LogonPage.Refuse("This application is not known.");
        return Query(call, "redirect_uri") is { } address && sandbox.IsRegistered(address, call.BaseUrl)
            ? null
            : LogonPage.Refuse("The address to go back to is not registered for this application.");
    }

    private ApiAnswer Token(ApiCall call)
    {
        if (call.Headers.Authorization.Count > 0)
            throw Refused("GenericError", "Geen Authorization-header bij het aanvragen van een token.");
        var fields = Fields(call);
        CheckClient(fields);
        var tokens = Of(fields, "grant_type") switch
        {
            "authorization_code" => grants.Exchange(Needed(fields, "code"), Needed(fields, "redirect_uri")),
            "refresh_token" => grants.Refresh(Needed(fields, "refresh_token")),
            _ => throw Refused("GenericError", "grant_type wordt niet ondersteund."),
        };
        return tokens is null
            ? throw Refused("InvalidAccessToken", "De code of het token is niet geldig.")
            : new(200, BillitJson.Write(new { token_type = "Bearer", expires_in = BillitGrants.AccessSeconds, access_token = tokens.Access, refresh_token = tokens.Refresh }), true)
            {
                Headers = [("Cache-Control", "no-store")],
            };
    }

    /// <summary>Takes back the token that is named, or the one that the request is made with.</summary>
    private ApiAnswer Revoke(ApiCall call)
    {
        var fields = Fields(call);
        var token = Of(fields, "token") ?? Of(fields, "refresh_token") ?? Of(fields, "access_token");
        if (token is not null)
            CheckClient(fields);
        return (token ?? call.Token) is { } named ? new(200, [], grants.Revoke(named)) : throw Refused("InvalidAccessToken", "Geen token.");
    }

    private void CheckClient(Dictionary<string, string> fields)
    {
        if (Of(fields, "client_id") != options.ClientId || Of(fields, "client_secret") != options.ClientSecret)
            throw Refused("GenericError", "De client is niet gekend.");
    }

    private Refusal Refused(string code, string description) => new(sandbox.Behaviour.TokenErrorStatus, code, description);

    private string Needed(Dictionary<string, string> fields, string name) => Of(fields, name) ?? throw Refused("GenericError", $"{name} ontbreekt.");

    private static string? Of(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The fields of a body, JSON or a form.</summary>
    private static Dictionary<string, string> Fields(ApiCall call) => call.Body is { ValueKind: JsonValueKind.Object } json
        ? json.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String).GroupBy(one => one.Name).ToDictionary(one => one.Key, one => one.Last().Value.GetString()!)
        // A field that stands there twice is none.
        : Form(call).Where(one => one.Value.Length == 1).ToDictionary(one => one.Key, one => one.Value[0]);

    private static Dictionary<string, string[]> Form(ApiCall call)
    {
        if (!call.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return [];
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(call.Raw.Span));
            return reader.ReadForm().ToDictionary(one => one.Key, one => one.Value.Select(value => value ?? "").ToArray());
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static string? Query(ApiCall call, string name) => call.Query[name] is [{ Length: > 0 } value] ? value : null;

    private static ApiAnswer Redirect(ApiCall call, string name, string value)
    {
        var address = QueryHelpers.AddQueryString(Query(call, "redirect_uri")!, name, value);
        // What follows an ampersand in a state is lost.
        if (Query(call, "state")?.Split('&')[0] is { Length: > 0 } state)
            address = QueryHelpers.AddQueryString(address, "state", state);
        return new(302, [], false) { Headers = [("Location", address), ("Cache-Control", "no-store")] };
    }
}
