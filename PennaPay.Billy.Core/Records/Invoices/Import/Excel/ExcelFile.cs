using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Excel;

/// <summary>
/// Reads the first sheet of an Excel workbook (<c>.xlsx</c>) as the table that a CSV file would be. Formulas are read as the values that
/// were stored with them, and nothing is computed or fetched.
/// </summary>
internal static class ExcelFile
{
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>The most rows of a sheet, more than any file of the largest size fills with invoices.</summary>
    public const int MostRows = 200_000;

    private const int MostParts = 1_000;
    private const long MostUnpacked = 200L * 1024 * 1024;

    // The library asks for Windows' Western European code page, whatever the file is written in.
    static ExcelFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static ParsedFile Read(byte[] bytes, IReadOnlyDictionary<string, IReadOnlyList<CsvColumn?>>? templates = null)
    {
        var errors = new ImportErrors();
        if (bytes.Length == 0)
            errors.Add(null, null, ImportProblems.FileEmpty);
        else if (Open(bytes, errors) is { } rows)
            return CsvFile.Read(rows, errors, templates);
        return ParsedFile.Of(errors);
    }

    private static List<CsvRow>? Open(byte[] bytes, ImportErrors errors)
    {
        try
        {
            if (!IsModest(bytes))
            {
                errors.Add(null, null, ImportProblems.ExcelTooMuch);
                return null;
            }

            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes, writable: false));
            return Rows(reader, errors);
        }
        // The library throws whatever a damaged file leads it to; there is one thing to say of all of it.
        catch (Exception fault) when (fault is not (OutOfMemoryException or OperationCanceledException))
        {
            errors.Add(null, null, ImportProblems.NotExcel);
            return null;
        }
    }

    /// <summary>Unpacks everything once into nothing: what a zip file says of its own sizes is not to be trusted.</summary>
    private static bool IsModest(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts)
            return false;
        var buffer = new byte[81_920];
        long unpacked = 0;
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer, 0, buffer.Length)) > 0;)
            {
                unpacked += read;
                if (unpacked > MostUnpacked)
                    return false;
            }
        }

        return true;
    }

    private static List<CsvRow>? Rows(IExcelDataReader reader, ImportErrors errors)
    {
        // A cell far away makes a sheet large that has next to nothing in it, and the library goes through all of it.
        if (reader.FieldCount > CsvColumns.Most)
        {
            errors.Add(null, null, ImportProblems.TooManyColumns, CsvColumns.Most);
            return null;
        }

        if (reader.RowCount > MostRows)
        {
            errors.Add(null, null, ImportProblems.TooManyRows, MostRows);
            return null;
        }

        List<CsvRow> rows = [];
        while (reader.Read())
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = Text(reader.GetValue(i), reader.GetNumberFormatString(i));
            if (Array.Exists(cells, cell => !string.IsNullOrWhiteSpace(cell)))
                rows.Add(new(reader.Depth + 1, cells));
        }

        return rows;
    }

    private static string Text(object? value, string? format) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => Number(number, format?.Contains('%', StringComparison.Ordinal) == true ? 100 : 1),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// A number as it is read without doubt: three decimals could be thousands to whoever reads the text, four cannot. What a
    /// spreadsheet computes is right to 15 digits, which is where the conversion ends. A percentage is stored as its hundredth.
    /// </summary>
    private static string Number(double number, int times)
    {
        if (double.IsNaN(number) || Math.Abs(number) > 1e20)
            return number.ToString("R", CultureInfo.InvariantCulture);
        var text = ((decimal)number * times).ToString("0.##########", CultureInfo.InvariantCulture);
        return text.Length > 4 && text[^4] == '.' ? text + "0" : text;
    }
}
