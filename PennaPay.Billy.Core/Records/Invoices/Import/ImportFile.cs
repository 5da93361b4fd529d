using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Excel;
using PennaPay.Billy.Core.Records.Invoices.Import.Ubl;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>A file as somebody handed it over. It is kept as it came, so that it can be read once more when it is imported.</summary>
public sealed class ImportFile
{
    /// <summary>The longest name of a file that is kept.</summary>
    internal const int LongestName = 200;

    private ImportFile(string name, ImportFormat format, byte[]? content) =>
        (Name, Format, Content) = (OutsideText.Line(name, LongestName), format, content);

    /// <summary>What it is called there, fit to be shown.</summary>
    public string Name { get; }

    public ImportFormat Format { get; }

    /// <summary>How many bytes it has; 0 where it was too large to be read.</summary>
    public long Size => Content?.Length ?? 0;

    /// <summary>Its bytes; null when there are more than <see cref="LargestOf"/>.</summary>
    internal byte[]? Content { get; }

    /// <summary>The format that a name tells; null when it is none that can be read.</summary>
    public static ImportFormat? FormatOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".xml" => ImportFormat.Ubl,
        ".csv" or ".txt" => ImportFormat.Csv,
        ".xlsx" => ImportFormat.Excel,
        _ => null,
    };

    /// <summary>The most bytes that a file of the format may have.</summary>
    public static int LargestOf(ImportFormat format) => format switch
    {
        ImportFormat.Ubl => UblFile.MaxBytes,
        ImportFormat.Excel => ExcelFile.MaxBytes,
        _ => CsvFile.MaxBytes,
    };

    /// <summary>A file that was read before.</summary>
    internal static ImportFile Of(string name, ImportFormat format, byte[] content) => new(name, format, content);

    /// <summary>A file that says of itself that it is larger than it may be, and is not read.</summary>
    public static ImportFile TooLarge(string name, ImportFormat format) => new(name, format, null);

    /// <summary>Reads it to its end, or a byte further than it may be long.</summary>
    public static async Task<ImportFile> ReadAsync(string name, ImportFormat format, Stream stream, CancellationToken cancellationToken) =>
        new(name, format, await FileBytes.ReadAsync(stream, LargestOf(format), cancellationToken));
}
