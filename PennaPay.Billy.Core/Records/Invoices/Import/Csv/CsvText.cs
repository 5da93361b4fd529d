using System.Text;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Turns the bytes of a CSV file into text, whatever wrote it.</summary>
internal static class CsvText
{
    /// <summary>Windows' Western European code page: what Excel writes for "CSV" in Denmark.</summary>
    private const int Windows1252 = 1252;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// UTF-8 and UTF-16 by their marks, else UTF-8 if the bytes are valid UTF-8, else Windows-1252. Null when it is no
    /// text: control characters give away a picture, a spreadsheet or UTF-16 without a mark.
    /// </summary>
    public static string? Decode(byte[] bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8OrNull(bytes.AsSpan(3)),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
            _ => Utf8OrNull(bytes) ?? Encoding.GetEncoding(Windows1252).GetString(bytes),
        };
        return text is null || text.Any(letter => letter < ' ' && letter is not ('\t' or '\r' or '\n')) ? null : text;
    }

    private static string? Utf8OrNull(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
