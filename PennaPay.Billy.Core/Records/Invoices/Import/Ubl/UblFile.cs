using System.Text;
using System.Xml;
using System.Xml.Linq;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Opens XML that anybody may have sent: no document type, no entity, no outside resource, no abyss, no flood.</summary>
internal static class UblFile
{
    public const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxDepth = 64;
    private const int LongestName = 50;

    // An invoice of the most lines that we take has some 15,000.
    private const int MostParts = 200_000;
    private const int MostAttributes = 100;

    /// <summary>The root of a UBL 2 invoice or credit note; null when it is none, and the errors say why.</summary>
    public static XElement? Open(byte[] bytes, ImportErrors errors)
    {
        if (bytes.Length == 0)
        {
            errors.Add(null, null, ImportProblems.FileEmpty);
            return null;
        }
        try
        {
            if (!IsModest(bytes, errors))
                return null;
            using var reader = Reader(new MemoryStream(bytes));
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            if (root.Name == UblNames.Invoice + "Invoice" || root.Name == UblNames.CreditNote + "CreditNote")
                return root;
            errors.Add(Line(root), null, ImportProblems.NotUbl, OutsideText.Line(root.Name.LocalName, LongestName));
        }
        catch (XmlException fault)
        {
            // The reader has no code for a document type that it was told to refuse, and its text depends on the language.
            if (DeclaresDocumentType(bytes))
                errors.Add(null, null, ImportProblems.XmlForbidden);
            else
                errors.Add(fault.LineNumber > 0 ? fault.LineNumber : null, null, ImportProblems.NotXml, OutsideText.Line(fault.Message));
        }
        return null;
    }

    public static int? Line(XElement element) =>
        element is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : null;

    /// <summary>Reads it once without keeping anything, to see that keeping it costs no more than an invoice may.</summary>
    private static bool IsModest(byte[] bytes, ImportErrors errors)
    {
        using var file = new XmlPortions(bytes);
        using var reader = Reader(file);
        var line = (IXmlLineInfo)reader;
        var parts = 0;
        var chunk = new char[4096];
        try
        {
            while (reader.Read())
            {
                parts += 1 + reader.AttributeCount;
                var problem = reader.Depth > MaxDepth ? ImportProblems.XmlTooDeep
                    : parts > MostParts || reader.AttributeCount > MostAttributes ? ImportProblems.XmlTooMuch
                    : null;
                if (problem is not null)
                {
                    errors.Add(line.LineNumber, null, problem);
                    return false;
                }

                file.Next();
                // A text may be long: an attachment stands in one.
                while (reader.NodeType == XmlNodeType.Text && reader.ReadValueChunk(chunk, 0, chunk.Length) > 0)
                    file.Next();
            }
        }
        catch (XmlPortions.TooLongException)
        {
            errors.Add(null, null, ImportProblems.XmlTooMuch);
            return false;
        }

        return true;
    }

    private static bool DeclaresDocumentType(byte[] bytes) =>
        bytes.AsSpan().IndexOf("<!DOCTYPE"u8) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("<!DOCTYPE")) >= 0;

    private static XmlReader Reader(Stream file) => XmlReader.Create(file, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });
}
