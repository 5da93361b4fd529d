using CsvHelper;

namespace PennaPay.Billy.Core.Invoices.Import;

/// <summary>A row and its number as a spreadsheet counts.</summary>
internal readonly record struct CsvRow(int Number, string[] Cells);

/// <summary>Splits CSV text into rows; finds out the separator by itself.</summary>
internal static class CsvRows
{
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    /// <summary>Every row that has a filled cell, numbered with the blank ones counted.</summary>
    public static IEnumerable<CsvRow> Read(string text, ImportErrors errors)
    {
        var skipped = 0;
        var separator = DeclaredSeparator(ref text, ref skipped) ?? LikeliestSeparator(text);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            PoolStrings = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => Report(record, skipped, errors),
        });
        while (reader.Read())
        {
            var cells = reader.Current.ToArray();
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return new((int)reader.RowNumber + skipped, cells);
        }
    }

    /// <summary>A quote within a cell is text (a 24" screen); a quoted cell that goes wrong may have swallowed others.</summary>
    private static void Report(CsvMalformedRecord record, int skipped, ImportErrors errors)
    {
        if (record.Reason != CsvMalformedReason.StrayQuote)
            errors.Add((int)record.RecordNumber + skipped, null, ImportProblems.BadQuotes);
    }

    /// <summary>Excel's own first line, <c>sep=;</c>.</summary>
    private static char? DeclaredSeparator(ref string text, ref int skipped)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5)
            return null;
        var separator = text[4];
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        text = end < 0 ? "" : text[(end + 1)..];
        skipped = 1;
        return separator;
    }

    private static char LikeliestSeparator(string text)
    {
        var headings = text.TrimStart('\r', '\n');
        var end = headings.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? headings : headings[..end];
        return Separators.MaxBy(separator => CsvColumns.CountKnown(line.Split(separator).Select(cell => cell.Trim(' ', '"'))));
    }
}
