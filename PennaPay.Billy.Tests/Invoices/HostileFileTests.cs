using System.Text;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Ubl;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>Small files that would cost seconds and a gigabyte.</summary>
public sealed class HostileFileTests
{
    private const long MostMemory = 100 * 1024 * 1024;
    private const string Headings = "Kunde;Fakturanr;Dato;Vare;Pris;Moms";

    public static TheoryData<string, string, int> Tables => new()
    {
        { "many columns", $"{Headings};{string.Join(';', Enumerable.Range(1, 300_000))}\nA;1;2026-01-02;T;1;25", 1 },
        { "one more column", $"{Headings};{string.Join(';', Enumerable.Range(1, 195))}\nA;1;2026-01-02;T;1;25", 1 },
        { "many cells in a row", $"{Headings}\nA;1;2026-01-02;T;1;25\nA;{string.Join(';', Enumerable.Range(1, 300_000))}", 3 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void ATableOfManyColumns_IsRefused_AndCheap(string what, string table, int row)
    {
        var bytes = Encoding.UTF8.GetBytes(table);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var file = CsvFile.Read(bytes);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        var error = Assert.Single(file.Errors.Shown);
        Assert.Equal((what, row, ImportProblems.TooManyColumns, 200), (what, error.Row!.Value, error.Code, (int)error.Args[0]));
        Assert.InRange(taken, 0, MostMemory);
    }

    [Fact]
    public void EmptyCellsAtTheEnd_AsSpreadsheetsWriteThem_AreNoColumns()
    {
        var file = CsvFile.Read(Encoding.UTF8.GetBytes($"{Headings};{new string(';', 1000)}\nA;1;2026-01-02;T;1;25{new string(';', 1000)}"));

        Assert.Empty(file.Errors.Shown);
        Assert.Single(file.Invoices);
    }

    [Fact]
    public void ALongHeading_IsToldInShort()
    {
        var file = CsvFile.Read(Encoding.UTF8.GetBytes($"{Headings};{new string('x', 1_000_000)}\nA;1;2026-01-02;T;1;25"));

        Assert.Equal([new string('x', 99) + "…"], file.IgnoredColumns);
    }

    public static TheoryData<string, string> Documents => new()
    {
        { "namespaces", $"<Invoice {string.Join(' ', Enumerable.Range(1, 200_000).Select(n => $"xmlns:n{n}='u'"))}/>" },
        { "attributes", $"<Invoice {string.Join(' ', Enumerable.Range(1, 200_000).Select(n => $"n{n}='u'"))}/>" },
        { "one more attribute", $"<Invoice {string.Join(' ', Enumerable.Range(1, 101).Select(n => $"n{n}='u'"))}/>" },
        { "elements", $"<Invoice>{string.Concat(Enumerable.Repeat("<a/>", 500_000))}</Invoice>" },
        { "attributes in many elements", $"<Invoice>{string.Concat(Enumerable.Repeat("<a b='' c='' d=''/>", 60_000))}</Invoice>" },
        { "a long attribute", $"<Invoice a='{new string('x', 3_000_000)}'/>" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void ADocumentOfManyParts_IsRefused_AndCheap(string what, string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        var errors = new ImportErrors();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var root = UblFile.Open(bytes, errors);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(root);
        Assert.Equal((what, ImportProblems.XmlTooMuch), (what, Assert.Single(errors.Shown).Code));
        Assert.InRange(taken, 0, MostMemory);
    }

    [Fact]
    public async Task AnAttachmentOfMegabytes_IsNoFlood()
    {
        var xml = await File.ReadAllTextAsync(UblFiles.Own("invoice.xml"));
        var attachment = new string('Q', 4_000_000);
        xml = xml.Replace(
            "<cac:AccountingSupplierParty>",
            $"<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject>{attachment}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>",
            StringComparison.Ordinal);
        Assert.Contains("QQQ", xml, StringComparison.Ordinal);

        var file = UblReader.Read(Encoding.UTF8.GetBytes(xml));

        Assert.Empty(file.Errors.Shown);
        Assert.Single(file.Invoices);
    }
}
