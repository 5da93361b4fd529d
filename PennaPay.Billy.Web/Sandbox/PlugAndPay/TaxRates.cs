namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>The VAT rates that there are, by country.</summary>
internal static class TaxRates
{
    public static IReadOnlyList<TaxRate> All { get; } =
    [
        new(1, "NL", 21m), new(2, "NL", 9m), new(3, "NL", 0m),
        new(4, "BE", 21m), new(5, "BE", 12m), new(6, "BE", 6m), new(7, "BE", 0m),
        new(8, "DE", 19m), new(9, "DE", 7m), new(10, "DE", 0m),
        new(11, "FR", 20m), new(12, "FR", 10m), new(13, "FR", 5.5m), new(14, "FR", 0m),
        new(15, "DK", 25m), new(16, "DK", 0m),
    ];

    /// <summary>A rate of a country; one that it has not is the Netherlands', or has no id of its own.</summary>
    public static TaxRate Of(string country, decimal percentage) =>
        All.FirstOrDefault(rate => rate.Country == country && rate.Percentage == percentage)
        ?? All.FirstOrDefault(rate => rate.Percentage == percentage)
        ?? new(900 + (int)percentage, country, percentage);
}

internal sealed record TaxRate(long Id, string Country, decimal Percentage);
