using CsvHelper;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Splits CSV text into rows; finds out the separator by itself.</summary>
internal static class CsvRows
{
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    /// <summary>Every row that has a filled cell, numbered with the blank ones counted.</summary>
    public static IEnumerable<CsvRow> Read(string text, ImportErrors errors)
    {
        var (skipped, damaged) = (0, 0L);
        var separator = DeclaredSeparator(ref text, ref skipped) ?? LikeliestSeparator(text);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            PoolStrings = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            // A quote within a cell is text (a 24" screen); a quoted cell that goes wrong may have swallowed others.
            OnMalformedRecord = record => damaged = record.Reason == CsvMalformedReason.StrayQuote ? damaged : record.RecordNumber,
        });
        while (reader.Read())
        {
            var row = (int)reader.RowNumber + skipped;
            // Spreadsheets write empty cells to the end of their widest row.
            var count = reader.FieldCount;
            while (count > CsvColumns.Most && reader.IsEmpty(count - 1))
                count--;
            if (count > CsvColumns.Most)
            {
                errors.Add(row, null, ImportProblems.TooManyColumns, CsvColumns.Most);
                yield break;
            }

            var cells = new string[count];
            for (var i = 0; i < count; i++)
                cells[i] = reader.GetString(i);
            var isDamaged = damaged == reader.RowNumber;
            if (isDamaged)
                errors.Add(row, null, ImportProblems.BadQuotes);
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return new(row, cells, isDamaged);
        }
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
        // Where no heading is known, the one that makes the most of them.
        return Separators.MaxBy(separator =>
        {
            var cells = line.Split(separator, CsvColumns.Most + 1);
            return (CsvColumns.CountKnown(cells.Take(CsvColumns.Most).Select(cell => cell.Trim(' ', '"'))), cells.Length);
        });
    }
}
