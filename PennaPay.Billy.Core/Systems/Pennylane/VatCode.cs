using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>What Pennylane's VAT codes, such as <c>FR_200</c> or <c>exempt</c>, mean. Pure; the code itself is kept as it came.</summary>
public static partial class VatCode
{
    // In France and its overseas departments (code général des impôts, art. 278 to 281 octies, 294 and 296).
    private static readonly Dictionary<string, decimal> French = new(StringComparer.Ordinal)
    {
        ["FR_200"] = 20m,
        ["FR_100"] = 10m,
        ["FR_85"] = 8.5m,
        ["FR_55"] = 5.5m,
        ["FR_21"] = 2.1m,
    };

    /// <summary>What kind of sale a code is for.</summary>
    public static SaleUnderVat KindOf(string? code) => code switch
    {
        null or "" => SaleUnderVat.Unknown,
        "exempt" => SaleUnderVat.Exempt,
        "extracom" => SaleUnderVat.OutsideEu,
        "crossborder" => SaleUnderVat.CrossBorder,
        "mixed" => SaleUnderVat.Mixed,
        _ when code.StartsWith("intracom", StringComparison.Ordinal) => SaleUnderVat.WithinEu,
        _ when CountryAndRate.IsMatch(code) => SaleUnderVat.Taxed,
        _ => SaleUnderVat.Unknown,
    };

    /// <summary>The rate in percent.</summary>
    /// <param name="code">As it came.</param>
    /// <param name="net">The line's amount before VAT.</param>
    /// <param name="tax">The line's VAT, in the same currency.</param>
    /// <returns>
    /// What the code says, where it says it and is known; else what the amounts say, to a tenth of a percent as French rates are
    /// written where that gives the same VAT, and to a hundredth where it does not. Null when neither says anything.
    /// </returns>
    public static decimal? RateOf(string? code, decimal? net, decimal? tax) =>
        KnownRateOf(code, tax) ?? (net is { } amount and not 0 && tax is { } vat ? Derived(amount, vat) : null);

    private static decimal? KnownRateOf(string? code, decimal? tax) => KindOf(code) switch
    {
        // Rates within the EU are what the buyer accounts for. Where there is VAT all the same, the amounts are right.
        SaleUnderVat.Exempt or SaleUnderVat.OutsideEu or SaleUnderVat.CrossBorder or SaleUnderVat.WithinEu when tax is null or 0 => 0,
        SaleUnderVat.Taxed when CountryAndRate.Match(code!) is var match && French.TryGetValue(match.Groups["rate"].Value, out var rate) => rate,
        _ => null,
    };

    private static decimal Derived(decimal net, decimal tax)
    {
        var exact = tax / net * 100;
        var tenths = Math.Round(exact, 1, MidpointRounding.AwayFromZero);
        return Money.Round(net * tenths / 100) == Money.Round(tax) ? tenths : Math.Round(exact, 2, MidpointRounding.AwayFromZero);
    }

    [GeneratedRegex(@"\A(?<rate>[A-Z]{2}_[0-9]{1,4})(_[a-z_]+)?\z")]
    private static partial Regex CountryAndRate { get; }
}
