namespace PennaPay.Billy.Core.Values;

/// <summary>Amounts of money: two decimals, in every currency, as bookkeeping systems keep them.</summary>
public static class Money
{
    /// <summary>The largest amount that an invoice may come to, either side of zero: twelve digits before the comma.</summary>
    public const decimal Largest = 999_999_999_999.99m;

    /// <summary>Two decimals, half away from zero, as bookkeeping systems round.</summary>
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
