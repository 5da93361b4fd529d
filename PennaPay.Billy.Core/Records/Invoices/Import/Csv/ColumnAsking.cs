using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Knows tables by their headings, and guesses what those mean.</summary>
internal static class ColumnAsking
{
    // Between headings; control characters are not part of one.
    private const char Separator = '\u001F';

    private const int LongestSample = 60;
    private const double Alike = 0.7;

    // Known by heart: a table may have two hundred headings, and many tables are asked about at once.
    private static readonly List<(string Name, HashSet<string> Pairs, CsvColumn Column)> Names =
        [.. CsvColumns.Names.Select(name => (name.Key, PairsOf(name.Key), name.Value))];

    /// <summary>SHA-256 of the headings, in their order and however they are written.</summary>
    public static string HashOf(IReadOnlyList<string> headings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join(Separator, headings.Select(heading => CsvColumns.Fold(Shown(heading)))))));

    public static ColumnQuestion Ask(string[] headings, CsvColumns columns, IReadOnlyList<CsvRow> samples, bool isRemembered)
    {
        var meanings = columns.IsWhole || isRemembered ? columns.Meanings() : Guess(headings, columns.Meanings());
        return new(
            HashOf(headings),
            [.. headings.Zip(meanings, (heading, column) => new AskedHeading(Shown(heading), column?.ToString()))],
            [.. samples.Select(row => headings.Select((_, at) => at < row.Cells.Length ? OutsideText.Line(row.Cells[at], LongestSample) : "").ToList())],
            IsNeeded: !columns.IsWhole,
            isRemembered);
    }

    /// <summary>A heading, fit to be shown and not longer than one ever is.</summary>
    public static string Shown(string heading) => OutsideText.Line(heading.Trim(), CsvColumns.LongestHeading);

    /// <summary>Adds the likeliest meaning of headings that are not known, the likeliest first and each once.</summary>
    private static CsvColumn?[] Guess(string[] headings, IReadOnlyList<CsvColumn?> known)
    {
        CsvColumn?[] meanings = [.. known];
        var guesses =
            from heading in headings.Index()
            where meanings[heading.Index] is null
            let folded = CsvColumns.Fold(Shown(heading.Item))
            where folded.Length > 1
            let pairs = PairsOf(folded)
            from name in Names
            let likeness = Likeness(folded, pairs, name.Name, name.Pairs)
            where likeness >= Alike
            orderby likeness descending, heading.Index, name.Column
            select (At: heading.Index, name.Column);
        foreach (var (at, column) in guesses.ToList())
        {
            if (meanings[at] is null && !meanings.Contains(column))
                meanings[at] = column;
        }

        return meanings;
    }

    /// <summary>From 0 to 1: how many of their pairs of letters two headings share. A word that both have counts for more.</summary>
    private static double Likeness(string heading, HashSet<string> ofHeading, string name, HashSet<string> ofName)
    {
        if (ofHeading.Count == 0 || ofName.Count == 0)
            return 0;
        var pairs = 2.0 * ofHeading.Count(ofName.Contains) / (ofHeading.Count + ofName.Count);
        return heading.Split(' ').Contains(name) || name.Split(' ').Contains(heading) ? Math.Max(pairs, Alike + pairs / 10) : pairs;
    }

    private static HashSet<string> PairsOf(string text) =>
        [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(at => text.Substring(at, 2))];
}
