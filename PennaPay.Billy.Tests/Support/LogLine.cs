using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Tests.Support;

/// <summary>One line of the log with the scopes that it was written in.</summary>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">The type that wrote it.</param>
/// <param name="Text">The message and the fault.</param>
/// <param name="Scopes">Each scope as people read it, the outermost first.</param>
/// <param name="Ids">What the scopes say by name, as collectors of logs get it.</param>
internal sealed record LogLine(
    LogLevel Level, string Category, string Text, IReadOnlyList<string> Scopes, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>Everything of it that could be written somewhere.</summary>
    public override string ToString() => string.Join(" => ", [$"{Level} {Category} {Text}", .. Scopes]);
}
