namespace PennaPay.Billy.Tests.Support;

/// <summary>
/// Tests that take many seconds each, such as those that start the program again and again, and crosses of everything with
/// everything. A plain <c>dotnet test</c> tries a few of a cross; SLOW_TESTS=1, as <c>.ci/run</c> says, all.
/// </summary>
internal static class Slow
{
    public static bool AreIncluded { get; } = Environment.GetEnvironmentVariable("SLOW_TESTS") == "1";

    /// <summary>Why a slow test is skipped; null where it is not.</summary>
    public static string? Reason => AreIncluded ? null : "Slow. SLOW_TESTS=1 includes it, as .ci/run does.";

    /// <summary>How many of a cross are tried.</summary>
    public static int Count(int few, int all) => AreIncluded ? all : few;
}

public sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute() => Skip = Slow.Reason;
}

public sealed class SlowBrowserFactAttribute : BrowserFactAttribute
{
    public SlowBrowserFactAttribute() => Skip ??= Slow.Reason;
}
