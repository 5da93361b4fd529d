using System.Globalization;
using CsvHelper;

namespace PennaPay.Billy.Core.Values;

/// <summary>
/// Rows as a file that a spreadsheet opens as it is: UTF-8 with a mark, the separator that the reader's spreadsheet
/// expects, and no cell that it would take for a formula (other systems' answers are not ours to trust).
/// </summary>
/// <param name="Culture">The reader's.</param>
/// <param name="Columns">In order.</param>
public sealed record CsvTable<TRow>(CultureInfo Culture, IReadOnlyList<CsvColumn<TRow>> Columns)
{
    /// <summary>A semicolon where the comma is the decimal sign, as in Danish.</summary>
    public char Separator => Culture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',';

    /// <summary>Writes the headings and the rows, and leaves the stream open.</summary>
    public async Task WriteAsync(IAsyncEnumerable<TRow> rows, Stream target, CancellationToken cancellationToken)
    {
        var options = new CsvWriterOptions { Separator = Separator, Injection = CsvInjection.Escape, WriteByteOrderMark = true };
        await using var csv = CsvWriter.Create(target, options, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns.Select(column => SpreadsheetText.Cell(column.Heading))], cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
            await csv.WriteRecordAsync([.. Columns.Select(column => SpreadsheetText.Cell(column.Value(row)))], cancellationToken);
    }
}
