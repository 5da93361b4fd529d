namespace PennaPay.Billy.Core.Values;

/// <summary>Texts from forms and files, without the characters that no reader sees and no wire wants.</summary>
internal static class InputText
{
    /// <summary>
    /// One trimmed line: every control character and run of white space becomes one space, and what turns the direction of reading
    /// goes; null when blank.
    /// </summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var words = Clean(WithoutTurns(text), keepLineBreaks: false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    /// <summary>Trimmed text that keeps its line breaks (as <c>\n</c>) and nothing else of the control characters.</summary>
    public static string? Block(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = Clean(WithoutTurns(text).ReplaceLineEndings("\n"), keepLineBreaks: true).Trim();
        return clean.Length == 0 ? null : clean;
    }

    private static string Clean(string text, bool keepLineBreaks) => string.Create(text.Length, text, (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var letter = source[i];
            var keep = letter == '\n' ? keepLineBreaks : !char.IsControl(letter) && !IsLoneSurrogate(source, i);
            target[i] = keep ? letter : ' ';
        }
    });

    private static string WithoutTurns(string text) =>
        text.AsSpan().ContainsAny(OutsideText.Turns) ? string.Concat(text.Where(letter => !OutsideText.Turns.Contains(letter))) : text;

    private static bool IsLoneSurrogate(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
