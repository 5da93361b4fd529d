using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PennaPay.Billy.Core.Values;

/// <summary>Texts that somebody outside wrote, made fit to be kept, shown, exported and logged. What is usual stays as it is.</summary>
public static class OutsideText
{
    /// <summary>The most characters of a line: more than any name, address or number has.</summary>
    public const int LineLength = 300;

    /// <summary>The most characters of a text of several lines.</summary>
    public const int BlockLength = 10_000;

    private const string Directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static readonly SearchValues<char> UnfitInLines = SearchValues.Create([.. Controls, '\u2028', '\u2029', .. Directions]);

    private static readonly SearchValues<char> UnfitInBlocks =
        SearchValues.Create([.. Controls.Where(letter => letter is not ('\n' or '\t')), .. Directions]);

    /// <summary>What turns the direction of all that follows, so that it is not read as it stands there (Unicode TR 36, 2.10).</summary>
    internal static SearchValues<char> Turns { get; } = SearchValues.Create(Directions);

    private static IEnumerable<char> Controls => Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl);

    /// <summary>
    /// One line: a space for each control character and line break, without what turns the direction of reading, and no longer than
    /// <paramref name="most"/> characters; the last is then <c>…</c>.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Line(string? text, int most = LineLength) => Clean(text, most, UnfitInLines, keepLineBreaks: false);

    /// <summary>The same with line breaks and tabs.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Block(string? text, int most = BlockLength) => Clean(text, most, UnfitInBlocks, keepLineBreaks: true);

    private static string? Clean(string? text, int most, SearchValues<char> unfit, bool keepLineBreaks)
    {
        if (text is null || text.Length <= most && !text.AsSpan().ContainsAny(unfit))
            return text;
        var clean = new StringBuilder(Math.Min(text.Length, most + 1));
        for (var i = 0; i < text.Length && clean.Length <= most; i++)
        {
            var letter = text[i];
            if (!unfit.Contains(letter))
                clean.Append(letter);
            else if (letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                clean.Append(keepLineBreaks ? "\r" : "");
            else if (!Turns.Contains(letter))
                clean.Append(letter == '\r' && keepLineBreaks ? '\n' : ' ');
        }

        if (clean.Length > most)
        {
            var end = char.IsHighSurrogate(clean[most - 2]) ? most - 2 : most - 1;
            clean.Remove(end, clean.Length - end).Append('…');
        }

        return clean.ToString();
    }
}
