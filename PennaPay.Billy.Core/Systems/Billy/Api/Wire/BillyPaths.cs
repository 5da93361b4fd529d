using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Where a request goes, relative to the API's root.</summary>
internal static class BillyPaths
{
    /// <exception cref="ArgumentException">It cannot be an id of Billy's.</exception>
    public static string Record(string resource, string id, params (string, string?)[] query) =>
        $"{resource}/{BillyId.Checked(id)}{Query(query)}";

    /// <summary>The query with its question mark, without what is null; nothing when nothing is left.</summary>
    public static string Query((string Key, string? Value)[] query)
    {
        var pairs = query.Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', pairs) is { Length: > 0 } joined ? "?" + joined : "";
    }

    /// <summary>The organisation's id where a request carries one (<see cref="BillyOptions.OmitOrganizationId"/>).</summary>
    public static string? SentOrganizationId(this ApiAccess access, BillyOptions options) =>
        options.OmitOrganizationId ? null : access.AccountId;
}
