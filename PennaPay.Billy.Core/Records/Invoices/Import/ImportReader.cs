using System.Security.Cryptography;
using System.Text.Json;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Excel;
using PennaPay.Billy.Core.Records.Invoices.Import.Ubl;
using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Reads files into invoices, with everything that can be told of them without the database.</summary>
internal static class ImportReader
{
    public static ParsedFile Read(ImportFile file, IReadOnlyDictionary<string, IReadOnlyList<CsvColumn?>>? templates = null)
    {
        if (file.Content is not { } content)
        {
            var errors = new ImportErrors();
            errors.Add(null, null, ImportProblems.FileTooLarge, ImportFile.LargestOf(file.Format) / 1024 / 1024);
            return ParsedFile.Of(errors);
        }

        var parsed = file.Format switch
        {
            ImportFormat.Ubl => UblReader.Read(content),
            ImportFormat.Excel => ExcelFile.Read(content, templates),
            _ => CsvFile.Read(content, templates),
        };
        foreach (var incoming in parsed.Incoming)
        {
            incoming.Invoice.OriginId = file.Format == ImportFormat.Ubl
                ? Convert.ToHexStringLower(SHA256.HashData(content))
                : OriginIdOf(incoming);
        }

        return Check(parsed);
    }

    /// <summary>Says what breaks a rule together with what could not be read; what is only of the wrong kind becomes a choice.</summary>
    private static ParsedFile Check(ParsedFile file)
    {
        var opposites = new Dictionary<int, IncomingInvoice>();
        foreach (var (index, problem) in InvoiceIntake.Check(file.Incoming))
        {
            if (problem.Code == InvoiceProblems.TotalNegative)
                opposites.Add(index, OppositeKind.Of(file.Incoming[index]));
            else
                file.Errors.AddIfNew(file.Invoices[index].Locate(problem.Field), problem.Code, problem.Args);
        }

        return opposites.Count == 0 ? file : file with
        {
            Invoices = [.. file.Invoices.Select((parsed, index) => parsed with { Opposite = opposites.GetValueOrDefault(index) })],
        };
    }

    /// <summary>The invoice's content with the customer's own data in place of an id that is new each time.</summary>
    private static string OriginIdOf(IncomingInvoice incoming)
    {
        var (id, customer) = (incoming.Invoice.CustomerId, incoming.Customer);
        incoming.Invoice.CustomerId = Guid.Empty;
        var content = ContentHash.Of(incoming.Invoice);
        incoming.Invoice.CustomerId = id;
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new[] { content, customer.Name, customer.CountryCode, customer.RegistrationNo, customer.CustomerNo })));
    }
}
