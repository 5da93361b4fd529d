using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>What is noted of an invoice that a run brings here or up to date, and how it is written.</summary>
public static class InvoiceFields
{
    public const string Number = "number", Customer = "customer", IssueDate = "issueDate", Gross = "gross", State = "state", Payment = "payment";

    /// <summary>Such as <c>1250.00 DKK</c>.</summary>
    public static string GrossOf(decimal gross, string currency) => string.Create(CultureInfo.InvariantCulture, $"{gross:0.00} {currency}");

    /// <summary>Such as <c>2026-11-03</c>.</summary>
    public static string? DayOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>2026-11-03 1250.00</c>, in the invoice's currency.</summary>
    public static string PaymentOf(DateOnly day, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {amount:0.00}");

    /// <summary>Such as <c>partlyPaid</c>.</summary>
    public static string StateOf(CopyState state) => JsonNamingPolicy.CamelCase.ConvertName($"{state}");

    internal static string StateOf(DocumentCondition condition) => StateOf(ConditionRules.Shown[condition]);
}
