using System.Globalization;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Terms;

/// <summary>What VAT of a shop's lines is likely to become. Pure; nothing is proposed that would be a guess.</summary>
public static class VatProposals
{
    private const string Reverse = "reverse";

    /// <summary>
    /// A row for each code that one can be told for: rates of the company's own country stay what they are; what a buyer in another EU
    /// country accounts for is services sold there, and one at home accounts for is <see cref="VentilationCode.ReverseCharge"/>.
    /// Rates of other countries, and 0 percent without a reason, are for the owner to say.
    /// </summary>
    /// <param name="codes">As lines came with them; see <see cref="VatMapping.Code"/>.</param>
    /// <param name="country">Where the company declares VAT, an ISO 3166 code of two letters.</param>
    public static IReadOnlyList<VatMapping> Defaults(IEnumerable<string> codes, string? country) =>
        [.. codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(code => Default(code, country)).OfType<VatMapping>()];

    private static VatMapping? Default(string code, string? country) => code.Split(':') switch
    {
        [var own, var rate] when own == country && Rate(rate) is > 0 and var percent => new(code, percent),
        [var own, var rate, Reverse] when own == country && Rate(rate) == 0 => new(code, 0, VentilationCode.ReverseCharge),
        [var other, var rate, Reverse] when Countries.IsInEuropeanUnion(other) && Countries.IsInEuropeanUnion(country) && Rate(rate) == 0 =>
            new(code, 0, VentilationCode.IntraEuServices),
        _ => null,
    };

    private static decimal? Rate(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) ? rate : null;
}
