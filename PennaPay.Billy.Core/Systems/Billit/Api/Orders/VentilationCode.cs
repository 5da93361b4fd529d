namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>
/// Why there is VAT or none, as Billit numbers it. Of lines without VAT it decides what the electronic invoice says (EN 16931,
/// category codes of UNCL 5305); Billit says <c>Z</c> of a line that has none.
/// </summary>
public enum VentilationCode
{
    /// <summary>0 percent, <c>Z</c>.</summary>
    ZeroRate = 1,

    /// <summary>Belgium's low rate, 6 percent.</summary>
    LowRate = 2,

    /// <summary>Belgium's middle rate, 12 percent.</summary>
    MiddleRate = 3,

    /// <summary>Belgium's high rate, 21 percent.</summary>
    HighRate = 4,

    /// <summary>The buyer accounts for the VAT, <c>AE</c>.</summary>
    ReverseCharge = 21,

    /// <summary>No VAT applies at all, <c>O</c>; there is no percentage either.</summary>
    OutsideVat = 22,

    /// <summary>VAT on the margin, <c>E</c>.</summary>
    Margin = 24,

    /// <summary>Goods to a company in another EU country, <c>K</c>.</summary>
    IntraEuGoods = 51,

    /// <summary>Services to a company in another EU country, <c>K</c>.</summary>
    IntraEuServices = 55,

    /// <summary>To a buyer outside the EU, <c>G</c>.</summary>
    Export = 70,

    /// <summary>International transport of passengers, <c>E</c>.</summary>
    PassengerTransport = 101,

    /// <summary>Imported by way of another EU country, <c>E</c>.</summary>
    ImportThroughEu = 102,

    /// <summary>Declared in the buyer's country through the one-stop shop, <c>E</c>.</summary>
    OneStopShop = 104,
}

public static class VentilationCodes
{
    /// <summary>The category that the electronic invoice gets (UNCL 5305): <c>S</c> where VAT is added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public static string CategoryOf(VentilationCode code) => code switch
    {
        VentilationCode.ZeroRate => "Z",
        VentilationCode.LowRate or VentilationCode.MiddleRate or VentilationCode.HighRate => "S",
        VentilationCode.ReverseCharge => "AE",
        VentilationCode.OutsideVat => "O",
        VentilationCode.IntraEuGoods or VentilationCode.IntraEuServices => "K",
        VentilationCode.Export => "G",
        VentilationCode.Margin or VentilationCode.PassengerTransport or VentilationCode.ImportThroughEu or VentilationCode.OneStopShop => "E",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    /// <summary>Whether a code is for lines to which VAT is added; all others are for lines without.</summary>
    public static bool AddsVat(VentilationCode code) => CategoryOf(code) == "S";
}
