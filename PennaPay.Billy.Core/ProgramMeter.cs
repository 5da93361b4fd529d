using System.Diagnostics.Metrics;
using System.Text.Json;

namespace PennaPay.Billy.Core;

/// <summary>The one meter, and how what it counts by is spelt.</summary>
public static class ProgramMeter
{
    /// <summary>What those who collect figures ask for.</summary>
    public const string Name = "PennaPay.Billy";

    /// <summary>The tag of the system that something was done in; its value is the name that people know it by.</summary>
    public const string System = "system";

    /// <summary>The meter of one program; the factory makes it once.</summary>
    public static Meter Of(IMeterFactory factory) => factory.Create(Name);

    /// <summary>A value as tags spell it, such as <c>needs_attention</c>.</summary>
    public static string Tag<T>(T value)
        where T : struct, Enum => Spelling<T>.Of[value];

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
    }
}
