namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>A total with VAT.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Gross">Two decimals.</param>
public sealed record CurrencySum(string Currency, decimal Gross);
