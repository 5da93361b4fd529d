namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>A line of a <see cref="NewOrder"/>.</summary>
internal sealed record NewOrderLine
{
    /// <summary>The longest <see cref="Description"/> that Billit takes.</summary>
    public const int LongestDescription = 512;

    public required string Description { get; init; }

    /// <summary>The number of the article.</summary>
    public string? Reference { get; init; }
    public required decimal Quantity { get; init; }
    public required LinePrice Price { get; init; }

    /// <summary>
    /// In percent, one of the rates of the country that the company pays VAT in; null with
    /// <see cref="VentilationCode.OutsideVat"/> alone.
    /// </summary>
    public required decimal? VatPercentage { get; init; }

    /// <summary>Why there is no VAT, where the order does not say so for all lines.</summary>
    public VentilationCode? VentilationCode { get; init; }

    /// <summary>The account in the ledger.</summary>
    public int? AccountCode { get; init; }

    /// <summary>Such as <c>C62</c>, pieces (UN/ECE recommendation 20).</summary>
    public string? Unit { get; init; }

    /// <summary>In percent of the price, as 25 for 25 percent.</summary>
    public decimal? ReductionPercentage { get; init; }

    /// <summary>What is wrong with it in an order, as a sentence; null where nothing is known to be.</summary>
    internal string? ProblemIn(NewOrder order)
    {
        var code = VentilationCode ?? (VatPercentage is null or 0 ? order.VentilationCode : null);
        return this switch
        {
            { Description.Length: 0 or > LongestDescription } => $"A line's description has 1 to {LongestDescription} characters.",
            { Quantity: 0 } => "A line's quantity is not 0.",
            { Price: LinePrice.Unit { IsExact: false } } => "A price a piece has at most 5 decimals.",
            { Price: LinePrice.TotalWithVat { Amount: var total } } when !ExactDecimals.Fit(total, 2) => "A line's total has at most 2 decimals.",
            { VatPercentage: < 0 or > 100 } => "A rate is between 0 and 100 percent.",
            { ReductionPercentage: < 0 or > 100 } => "A reduction is between 0 and 100 percent.",
            _ when code is { } unknown && !Enum.IsDefined(unknown) => "A line's code is one of Billit's.",
            { VatPercentage: null } when code != Orders.VentilationCode.OutsideVat => "A line outside VAT says so by its code.",
            { VatPercentage: not null } when code == Orders.VentilationCode.OutsideVat => "A line outside VAT has no rate.",
            { VatPercentage: 0 } when code is null || VentilationCodes.AddsVat(code.Value) => "A line without VAT says why by its code.",
            { VatPercentage: > 0 } when code is { } none && !VentilationCodes.AddsVat(none) => "The code of a line with VAT is not one for lines without.",
            { AccountCode: <= 0 } => "An account's number is above 0.",
            _ => null,
        };
    }
}

/// <summary>What a line costs: with VAT or without, a piece or altogether.</summary>
internal abstract record LinePrice
{
    private LinePrice()
    {
    }

    /// <summary>A price a piece, with at most 5 decimals.</summary>
    public abstract record Unit(decimal Amount) : LinePrice
    {
        internal bool IsExact => ExactDecimals.Fit(Amount, 5);
    }

    /// <summary>A piece, before VAT.</summary>
    public sealed record UnitWithoutVat(decimal Amount) : Unit(Amount);

    /// <summary>A piece, with VAT, of which Billit derives the price before it.</summary>
    public sealed record UnitWithVat(decimal Amount) : Unit(Amount);

    /// <summary>All of the line, with VAT and to the cent, of which Billit derives the amount before it.</summary>
    public sealed record TotalWithVat(decimal Amount) : LinePrice;
}

/// <summary>Numbers that are sent as they are or not at all: nobody rounds an amount unseen.</summary>
internal static class ExactDecimals
{
    public static bool Fit(decimal value, int decimals) => decimal.Round(value, decimals) == value;
}
