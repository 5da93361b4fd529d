using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Turns an invoice into the draft that Billy gets. Pure: the same invoice and target give the same draft.</summary>
internal static class DraftMapper
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The draft; by each line's product Billy adds VAT to its price, or finds it in there where prices include it.</summary>
    public static NewDraftInvoice Map(Invoice invoice, DraftTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.ProductIds.Count, invoice.Lines.Count, nameof(target));
        return new NewDraftInvoice
        {
            Type = invoice.Kind == InvoiceKind.CreditNote ? "creditNote" : "invoice",
            ContactId = target.ContactId,
            EntryDate = invoice.IssueDate,
            CurrencyId = invoice.Currency,
            // Billy computes the due date from terms; without ours it would apply the contact's.
            PaymentTermsMode = invoice.DueDate is null ? null : "net",
            PaymentTermsDays = invoice.DueDate is { } due ? due.DayNumber - invoice.IssueDate.DayNumber : null,
            TaxMode = invoice.PricesIncludeVat ? "incl" : "excl",
            // As it will come back: an older invoice's number may hold what is cleaned from answers.
            OrderNo = OutsideText.Line(invoice.Number),
            ExternalId = target.Key,
            InvoiceNo = target.InvoiceNo,
            ContactMessage = string.IsNullOrWhiteSpace(invoice.Message) ? null : invoice.Message,
            CreditedInvoiceId = target.CreditedInvoiceId,
            Lines = [.. invoice.Lines.Zip(target.ProductIds, MapLine)],
        };
    }

    /// <summary>The draft as readable JSON, for history; it holds no secret.</summary>
    public static string Describe(NewDraftInvoice draft) => JsonSerializer.Serialize(draft, Readable);

    /// <summary>A draft from what <see cref="Describe"/> wrote; null when it is something else.</summary>
    public static NewDraftInvoice? ReadBack(string describedDraft)
    {
        try
        {
            return JsonSerializer.Deserialize<NewDraftInvoice>(describedDraft, Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What Billy answered, as readable JSON.</summary>
    public static string DescribeAnswer(BillyInvoice draft) => JsonSerializer.Serialize(draft, Readable);

    /// <summary>A hash of everything that is sent.</summary>
    public static string Hash(string describedDraft) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(describedDraft)));

    private static NewDraftInvoiceLine MapLine(InvoiceLine line, string productId) => new()
    {
        ProductId = productId,
        Description = string.IsNullOrWhiteSpace(line.Details) ? line.Description : $"{line.Description}\n{line.Details}",
        Quantity = line.Quantity,
        UnitPrice = line.UnitPrice,
        DiscountMode = line.DiscountPercent is > 0 ? "percent" : line.DiscountAmount is > 0 ? "cash" : null,
        DiscountValue = line.DiscountPercent is > 0 ? line.DiscountPercent : line.DiscountAmount is > 0 ? line.DiscountAmount : null,
        Priority = line.Position,
    };
}
