using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// What a <c>downloadUrl</c> leads to. Its hash is another one on every read, opens the file to everybody who has it
/// (docs/billy-api.md 7.8), and is good until the program ends.
/// </summary>
internal static class Downloads
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The path below the API's root; null where the record is nothing to download.</summary>
    public static string? PathOf(SandboxRecord record, string organization)
    {
        var file = record.Resource.Plural switch
        {
            "invoices" => record.Text("state") == "draft" ? "draft-invoice.pdf" : $"invoice-no-{Uri.EscapeDataString(record.Text("invoiceNo") ?? "")}.pdf",
            "invoiceReminders" => "reminder.pdf",
            "files" => Uri.EscapeDataString(record.Text("fileName") ?? "file"),
            _ => null,
        };
        if (file is null)
            return null;
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return $"downloads/{record.Resource.Plural}/{record.Id}/{organization}/{nonce}{Sign(record, nonce)}/{file}";
    }

    public static bool Opens(SandboxRecord record, string hash) =>
        hash.Length == 32 && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash[16..]), Encoding.ASCII.GetBytes(Sign(record, hash[..16])));

    /// <summary>The file; null where nothing is left of it.</summary>
    public static (byte[] Body, string Type)? Read(SandboxCompany company, SandboxRecord record)
    {
        if (record.Resource.Plural != "files")
            return (Pdf.Page(record.Resource.Plural == "invoices" ? Lines(company, record) : ["Betalingspåmindelse", record.Text("emailSubject") ?? ""]), MediaTypeNames.Application.Pdf);
        if (company.Files.Find(record.Id) is { } body)
            return (body, record.Text("fileType")!);
        return record.Flag("isPdf") ? (Pdf.Page([record.Text("fileName")!]), MediaTypeNames.Application.Pdf) : null;
    }

    private static string Sign(SandboxRecord record, string nonce) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{nonce}/{record.Resource.Plural}/{record.Id}")))[..16];

    private static IEnumerable<string> Lines(SandboxCompany company, SandboxRecord invoice)
    {
        var store = company.Store;
        yield return company.Organization.Text("name")!;
        yield return $"{(invoice.Text("type") == "creditNote" ? "Kreditnota" : "Faktura")} {invoice.Text("invoiceNo") ?? "(kladde)"} {invoice.Text("entryDate")}";
        yield return store["contacts"].Find(invoice.Text("contactId"))?.Text("name") ?? "";
        yield return "";
        foreach (var line in store.Children(invoice, invoice.Resource["lines"]!))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Number("quantity"):0.##} x {store["products"].Find(line.Text("productId"))?.Text("name")} {line.Text("description")} {line.Number("amount"):0.00}");
        }
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Moms {invoice.Number("tax"):0.00}");
        yield return string.Create(CultureInfo.InvariantCulture, $"I alt {invoice.Text("currencyId")} {invoice.Number("grossAmount"):0.00}");
    }
}
