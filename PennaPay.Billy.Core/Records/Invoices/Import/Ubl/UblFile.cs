using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Opens XML that anybody may have sent: no document type, no entity, no outside resource, no abyss.</summary>
internal static class UblFile
{
    public const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxDepth = 64;

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
            if (!IsShallow(bytes, errors))
                return null;
            using var reader = Reader(bytes);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            if (root.Name == UblNames.Invoice + "Invoice" || root.Name == UblNames.CreditNote + "CreditNote")
                return root;
            errors.Add(Line(root), null, ImportProblems.NotUbl, root.Name.LocalName);
        }
        catch (XmlException fault)
        {
            // The reader has no code for a document type that it was told to refuse, and its text depends on the language.
            if (DeclaresDocumentType(bytes))
                errors.Add(null, null, ImportProblems.XmlForbidden);
            else
                errors.Add(fault.LineNumber > 0 ? fault.LineNumber : null, null, ImportProblems.NotXml, fault.Message);
        }
        return null;
    }

    public static int? Line(XElement element) =>
        element is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : null;

    private static bool IsShallow(byte[] bytes, ImportErrors errors)
    {
        using var reader = Reader(bytes);
        while (reader.Read())
        {
            if (reader.Depth <= MaxDepth)
                continue;
            errors.Add(((IXmlLineInfo)reader).LineNumber, null, ImportProblems.XmlTooDeep);
            return false;
        }
        return true;
    }

    private static bool DeclaresDocumentType(byte[] bytes) =>
        bytes.AsSpan().IndexOf("<!DOCTYPE"u8) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("<!DOCTYPE")) >= 0;

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });
}
