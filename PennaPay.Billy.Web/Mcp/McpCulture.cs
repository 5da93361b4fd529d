using System.Globalization;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>The language of what programs are told: Danish where they ask for it, else English.</summary>
internal static class McpCulture
{
    public static void Use(HttpRequest request)
    {
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture =
            first?.StartsWith("da", StringComparison.OrdinalIgnoreCase) == true ? Preferences.Danish : Preferences.English;
    }
}
