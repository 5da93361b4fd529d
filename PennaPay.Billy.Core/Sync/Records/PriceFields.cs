namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>
/// The fields of prices in other currencies than kroner, one for each currency, so that each is compared, asked about and taken
/// back on its own. Mappings name them, so the list is fixed, and short enough to be read; prices in others stay with their side.
/// </summary>
internal static class PriceFields
{
    private const string Prefix = "price.";

    /// <summary>The currencies that have a field; add at the end, and take none away.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "USD", "GBP", "SEK", "NOK", "CHF", "PLN"];

    public static string NameOf(string currency) => Prefix + currency;
}
