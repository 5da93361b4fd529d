namespace PennaPay.Billy.Web.Security;

/// <summary>
/// Guards redirects: only a path of this site is followed, so that a link cannot lead a user elsewhere after signing in. A path
/// as browsers write it has no letter that is not ASCII, and a header could not carry one.
/// </summary>
internal static class LocalUrl
{
    public static string Or(string? url, string otherwise) => IsLocal(url) ? url! : otherwise;

    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not (['/', '/' or '\\', ..])
        && url.All(letter => letter is > ' ' and <= '~');
}
