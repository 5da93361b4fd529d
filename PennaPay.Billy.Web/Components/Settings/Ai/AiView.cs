using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>Which calls the page shows, as its address says it.</summary>
/// <param name="Before">Only those before this one; null begins with the latest.</param>
public sealed record AiView(long? Before = null)
{
    public const int PageSize = 50;

    public const string Path = "/settings/ai";

    public static AiView Latest { get; } = new();

    /// <summary>Reads an address; what is no number is left out.</summary>
    public static AiView Read(string? before) =>
        long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : Latest;

    /// <summary>The address of these calls, at their place on the page.</summary>
    public string Href =>
        (Before is { } before ? QueryHelpers.AddQueryString(Path, "before", before.ToString(CultureInfo.InvariantCulture)) : Path) + "#calls";
}
