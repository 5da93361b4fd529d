using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What Billy says when it says no.</summary>
internal static class BillyRefusals
{
    public static Refusal InvalidToken() => new(401, "OAUTH_INVALID_ACCESS_TOKEN", "Invalid OAuth 2 access token.");

    public static Refusal NoToken() =>
        new(401, "AUTHENTICATION_REQUIRED", "You must use Basic auth or an OAuth access token to make requests to the API.");

    public static Refusal InvalidBody() =>
        new(400, "INVALID_REQUEST_BODY", "Request body should consist of a JSON document with an object as root.");

    public static Refusal UnknownResource(string path) => new(404, "UNKNOWN_RESOURCE", $"Unknown resource `v2/{path}`");

    public static Refusal NotAllowed(string resource, string what) =>
        new(405, "METHOD_NOT_ALLOWED", $"The `{resource}` resource does not support {what}.");

    public static Refusal NoIds(string resource) =>
        new(400, "INVALID_DELETE_ID_ARRAY",
            $"Bulk deletes need an array of ids, in the form `DELETE /{resource}?ids[]=123&ids[]=456`.");

    public static Refusal MissingFilter(string filter) =>
        new(400, "OTHER", $"The `{filter}` filter is required.");

    public static Refusal NotFound(string singular, string id) =>
        new(404, "RECORD_NOT_FOUND", $"No `{singular}` record with id `{id}` was found.");

    public static Refusal Locked(string reason) => new(403, "OTHER", reason);

    public static Refusal Invalid(int status, ValidationErrors errors) => new(status, "INVALID_RECORD", "Invalid record", errors);
}
