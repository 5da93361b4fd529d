namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What an order comes to, as Billit counts it: what is taxed is summed for each VAT rate, the rate applied, and rounded once.</summary>
/// <param name="Lines">Each line's own totals, which need not add up to those of the order.</param>
/// <param name="Groups">By VAT rate and ventilation code.</param>
public sealed record OrderTotals(IReadOnlyList<LineTotals> Lines, IReadOnlyList<VatGroup> Groups)
{
    public decimal Excl => Groups.Sum(group => group.TotalExcl);

    public decimal Vat => Groups.Sum(group => group.TotalVAT);

    public decimal Incl => Excl + Vat;

    internal static OrderTotals Of(OrderContent content, BillitBehaviour behaviour)
    {
        var lines = (content.OrderLines ?? []).Select(line => Of(line, content.VentilationCode, behaviour)).ToList();
        return new(lines, [.. lines.GroupBy(line => (line.Rate, line.VentilationCode)).Select(group => Of(group.Key.Rate, group.Key.VentilationCode, [.. group]))]);
    }

    private static LineTotals Of(BillitLine line, int? header, BillitBehaviour behaviour)
    {
        var (rate, quantity) = (line.VATPercentage ?? 0, line.Quantity ?? 1);
        var kept = 1 - ((line.ReductionPercentage ?? 0) / 100);
        var code = line.VentilationCode ?? (rate == 0 ? header : null) ?? UsualCode(rate);
        if (line.InclLeading == true)
        {
            var incl = Round(line.TotalIncl ?? quantity * (line.UnitPriceIncl ?? 0) * kept);
            var derived = Round(incl / (1 + (rate / 100)));
            return new(rate, code, derived, incl - derived, quantity == 0 ? 0 : Round(derived / quantity / (kept == 0 ? 1 : kept), behaviour.PriceDecimals))
            {
                KeepsIncl = behaviour.KeepsInclusiveTotals,
            };
        }
        var price = Round(line.UnitPriceExcl ?? (quantity == 0 ? 0 : (line.TotalExcl ?? 0) / quantity), behaviour.PriceDecimals);
        var excl = line.UnitPriceExcl is null && line.TotalExcl is { } given ? Round(given) : Round(quantity * price * kept);
        return new(rate, code, excl, Round(excl * rate / 100), price);
    }

    private static VatGroup Of(decimal rate, int code, LineTotals[] lines)
    {
        var incl = lines.Where(line => line.KeepsIncl).Sum(line => line.TotalIncl);
        var inclAsExcl = Round(incl / (1 + (rate / 100)));
        var excl = lines.Where(line => !line.KeepsIncl).Sum(line => line.TotalExcl);
        return new(code, rate, excl + inclAsExcl, Round(excl * rate / 100) + incl - inclAsExcl);
    }

    /// <summary>Belgium's: 1 is 0 %, and then the low, the middle and the high rate.</summary>
    private static int UsualCode(decimal rate) => rate switch { 0 => 1, <= 9 => 2, <= 12 => 3, _ => 4 };

    private static decimal Round(decimal amount, int decimals = 2) => Math.Round(amount, decimals, MidpointRounding.AwayFromZero);
}

public sealed record LineTotals(decimal Rate, int VentilationCode, decimal TotalExcl, decimal TotalVAT, decimal UnitPriceExcl)
{
    public decimal TotalIncl => TotalExcl + TotalVAT;

    /// <summary>What it comes to with VAT is what counts.</summary>
    public bool KeepsIncl { get; init; }
}

public sealed record VatGroup(int VentilationCode, decimal VATPercentage, decimal TotalExcl, decimal TotalVAT)
{
    public decimal TotalIncl => TotalExcl + TotalVAT;
}
