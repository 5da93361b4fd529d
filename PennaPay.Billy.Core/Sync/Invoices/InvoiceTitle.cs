namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>What an invoice is called in lists of what runs did.</summary>
internal static class InvoiceTitle
{
    public static string Of(string? number, string? customer) =>
        string.Join(" · ", new[] { number, customer }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
