namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>What a person knows a browser by. Browsers may say anything, so only names that stand here come out.</summary>
internal static class DeviceName
{
    // Most browsers name those that they descend from too, so the youngest come first.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Browser and system, such as <c>Firefox, Windows</c>; empty where neither is known.</summary>
    public static string Of(string? userAgent) => string.Join(", ", new[] { Among(Browsers, userAgent), Among(Systems, userAgent) }.OfType<string>());

    private static string? Among((string Sign, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(one => userAgent?.Contains(one.Sign, StringComparison.Ordinal) == true).Name;
}
