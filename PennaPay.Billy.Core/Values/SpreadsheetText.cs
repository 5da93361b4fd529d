namespace PennaPay.Billy.Core.Values;

/// <summary>Texts as cells of a file that a spreadsheet opens.</summary>
public static class SpreadsheetText
{
    /// <summary>The most characters that spreadsheets take in a cell.</summary>
    public const int LongestCell = 32_767;

    // The signs that begin a formula, and those that some spreadsheets and keyboards take for them.
    private const string Signs = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212";

    /// <summary>
    /// A text that a spreadsheet shows as it stands there: in one line, in one direction, not longer than a cell, and with an
    /// apostrophe before what it would take for a formula.
    /// </summary>
    public static string? Cell(string? text)
    {
        var line = OutsideText.Line(text, LongestCell - 1);
        var begins = line.AsSpan().TrimStart();
        return begins.Length > 0 && Signs.Contains(begins[0], StringComparison.Ordinal) ? "'" + line : line;
    }
}
