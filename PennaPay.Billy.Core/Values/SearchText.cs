namespace PennaPay.Billy.Core.Values;

/// <summary>The text that a list searches in, and a search folded the same way.</summary>
public static class SearchText
{
    /// <summary>Nothing longer is searched for.</summary>
    public const int MaxLength = 200;

    /// <summary>More words than these narrow nothing that matters.</summary>
    private const int MaxWords = 6;

    /// <summary>Joins what can be searched, lower-case whatever the culture, one space between words.</summary>
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var folded = new List<string>();
        foreach (var part in parts)
            folded.AddRange(Words(part));
        return string.Join(' ', folded);
    }

    /// <summary>What is searched for, in one line and no longer than <see cref="MaxLength"/>; null when nothing is.</summary>
    public static string? Tidy(string? search) => InputText.Line(search?.Length > MaxLength ? search[..MaxLength] : search);

    /// <summary>
    /// The words of a search; a row matches when it contains every one of them. The longest is first, because it rules
    /// out most rows before the others are looked for.
    /// </summary>
    public static IReadOnlyList<string> WordsOf(string? search) =>
        [.. Words(search?.Length > MaxLength ? search[..MaxLength] : search).Distinct().OrderByDescending(word => word.Length).Take(MaxWords)];

    // No index of words reads past a zero.
    private static string[] Words(string? text) =>
        text?.Replace('\0', ' ').ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
