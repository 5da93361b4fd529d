using System.Text.Json;
using System.Text.RegularExpressions;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>A value of an answer that is not what its field holds. The serializer adds where it stands.</summary>
internal sealed partial class UnreadableValueException : JsonException
{
    /// <summary>
    /// The name of the field, which is one that this program reads; null where it is not known, or could be somebody else's text.
    /// </summary>
    public string? Field => LastName.Match(Path ?? "") is { Success: true } name ? name.Groups["name"].Value : null;

    [GeneratedRegex(@"\.(?<name>[A-Za-z][A-Za-z0-9_]{0,59})(\[[0-9]+\])*\z")]
    private static partial Regex LastName { get; }
}
