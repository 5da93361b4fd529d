using System.Diagnostics;

namespace PennaPay.Billy.Core;

/// <summary>
/// A place where a test build may die, beside every durable step of a push, a start and a restore. Ordinary builds hold no trace of it: the calls
/// are compiled only with <c>-p:CrashPoints=true</c>.
/// </summary>
internal static class CrashPoint
{
    /// <summary>What a test does at a point of this name; it flows with the work, so tests do not meet each other's.</summary>
    internal static readonly AsyncLocal<Action<string>?> Reached = new();

    [Conditional("CRASH_POINTS")]
    public static void Reach(string name) => Reached.Value?.Invoke(name);
}
