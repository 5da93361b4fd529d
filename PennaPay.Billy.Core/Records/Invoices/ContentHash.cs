using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// A fingerprint of everything of an invoice that is copied to other systems. Equal hashes mean that they would get the same;
/// <c>1.0</c> and <c>1.00</c> are the same number. Changing what goes in here makes every copied invoice look edited.
/// </summary>
internal static class ContentHash
{
    /// <summary>That of an invoice that whoever issued it has no more: there is nothing to copy.</summary>
    public static readonly string Withdrawn = Hash(writer => writer.WriteStringValue("withdrawn"));

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Of(Invoice invoice) => Of(invoice, invoice.CustomerId);

    /// <summary>The same but for whom it is made out to: of a new customer's invoice that is another each time it is read.</summary>
    internal static Guid ButForTheCustomer(Invoice invoice) => new(Convert.FromHexString(Of(invoice, default)).AsSpan(0, 16));

    private static string Of(Invoice invoice, Guid customer) => Hash(writer =>
    {
        writer.WriteStringValue("v1");
        writer.WriteStringValue(invoice.Kind.ToString());
        writer.WriteStringValue(invoice.Number);
        writer.WriteStringValue(customer);
        Write(writer, invoice.IssueDate);
        Write(writer, invoice.DueDate);
        writer.WriteStringValue(invoice.Currency);
        writer.WriteStringValue(invoice.Message);
        writer.WriteStringValue(invoice.OrderReference);
        writer.WriteStringValue(invoice.CreditedInvoiceNumber);
        // What came later is written only where it is set: the hashes of all that had none must stay.
        if (invoice.PricesIncludeVat)
            writer.WriteBooleanValue(true);
        Write(writer, invoice.Lines);
    });

    /// <summary>The same of what the totals follow from.</summary>
    internal static string OfAmounts(Invoice invoice) => Hash(writer =>
    {
        writer.WriteStringValue(invoice.Currency);
        writer.WriteBooleanValue(invoice.PricesIncludeVat);
        foreach (var line in invoice.Lines.OrderBy(line => line.Position))
        {
            Write(writer, InvoiceTotals.LineAmount(line));
            Write(writer, line.VatRate);
        }
    });

    private static void Write(Utf8JsonWriter writer, List<InvoiceLine> lines)
    {
        foreach (var line in lines.OrderBy(line => line.Position))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(line.Description);
            writer.WriteStringValue(line.Details);
            Write(writer, line.Quantity);
            writer.WriteStringValue(line.Unit);
            Write(writer, line.UnitPrice);
            Write(writer, line.DiscountPercent);
            Write(writer, line.DiscountAmount);
            writer.WriteStringValue(line.Vat.ToString());
            Write(writer, line.VatRate);
            writer.WriteStringValue(line.AccountCode);
            if (line.VatCode is { } code)
                writer.WriteStringValue(code);
            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, DateOnly? day) =>
        writer.WriteStringValue(day?.ToString("O", CultureInfo.InvariantCulture));

    private static void Write(Utf8JsonWriter writer, decimal? number) =>
        writer.WriteStringValue(number?.ToString("0.############################", CultureInfo.InvariantCulture));

    private static string Hash(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
