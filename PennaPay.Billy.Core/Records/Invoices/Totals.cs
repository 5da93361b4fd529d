namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What an invoice comes to.</summary>
public sealed record Totals(decimal Net, decimal Vat, decimal Gross)
{
    public static Totals Zero { get; } = new(0, 0, 0);
}
