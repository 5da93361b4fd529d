using System.Globalization;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>The language of what programs are told: Danish where they ask for it, else English.</summary>
internal static class McpCulture
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static void Use(HttpRequest request)
    {
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture =
            first?.StartsWith("da", StringComparison.OrdinalIgnoreCase) == true ? Danish : English;
    }
}
