namespace PennaPay.Billy.Web.Security;

/// <summary>The names that the program answers to: <c>AllowedHosts</c>.</summary>
internal static class HostNames
{
    public static IReadOnlyList<string> In(IConfiguration configuration) =>
        (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether they are named, and none of them is every name.</summary>
    public static bool AreNamed(IConfiguration configuration) => In(configuration) is { Count: > 0 } names && !names.Any(name => name is "*" or "[::]" or "0.0.0.0" or "+");
}
