using System.Globalization;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>A page of text as a PDF, which every reader opens.</summary>
internal static class Pdf
{
    private const int MostLines = 50;
    private const int LongestLine = 100;

    public static byte[] Page(IEnumerable<string> lines)
    {
        var text = new StringBuilder("BT /F1 11 Tf 56 790 Td 15 TL\n");
        foreach (var line in lines.Take(MostLines))
            text.Append('(').Append(Escape(line)).Append(") Tj T*\n");
        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {text.Length} >>\nstream\n{text}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        // One byte a character, so that the offsets are those of the file.
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    private static string Escape(string line)
    {
        var shown = line.Length > LongestLine ? line[..LongestLine] : line;
        var text = new StringBuilder();
        foreach (var c in shown)
        {
            if (c is '(' or ')' or '\\')
                text.Append('\\');
            text.Append(c is >= ' ' and <= 'ÿ' ? c : '?');
        }
        return text.ToString();
    }
}
