using System.Collections.Frozen;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The VAT rates that companies of a country may use, in per cent.</summary>
internal static class VatRates
{
    public static readonly FrozenDictionary<string, decimal[]> Of = new Dictionary<string, decimal[]>
    {
        ["BE"] = [0, 6, 12, 21],
        ["NL"] = [0, 9, 21],
        ["LU"] = [0, 3, 8, 14, 17],
        ["FR"] = [0, 2.1m, 5.5m, 10, 20],
        ["DE"] = [0, 7, 19],
    }.ToFrozenDictionary();

    /// <summary>The codes that say why there is no VAT, or which rate it is.</summary>
    public static readonly FrozenSet<int> VentilationCodes = FrozenSet.Create(1, 2, 3, 4, 21, 22, 24, 51, 55, 70, 101, 102, 104);
}
