using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>
/// What Billit makes of an order. It adds up what is taxed for each rate, applies the rate and rounds once; where prices include VAT, what
/// the lines come to with it stays as it is.
/// </summary>
internal static class BillitTotals
{
    public static Totals Of(IEnumerable<NewOrderLine> lines)
    {
        var rates = new Dictionary<(decimal Rate, VentilationCode? Code), (decimal Excl, decimal Incl)>();
        foreach (var line in lines)
        {
            var key = (line.VatPercentage ?? 0, line.VentilationCode);
            var (excl, incl) = rates.GetValueOrDefault(key);
            var amount = AmountOf(line);
            rates[key] = line.Price is LinePrice.UnitWithoutVat ? (excl + amount, incl) : (excl, incl + amount);
        }

        decimal net = 0, vat = 0;
        foreach (var ((rate, _), (excl, incl)) in rates)
        {
            var within = Money.Round(incl * 100 / (100 + rate));
            net += excl + within;
            vat += Money.Round(excl * rate / 100) + incl - within;
        }

        return new(net, vat, net + vat);
    }

    /// <summary>What a line comes to, with VAT or without as its price is.</summary>
    public static decimal AmountOf(NewOrderLine line) => line.Price switch
    {
        LinePrice.TotalWithVat total => total.Amount,
        LinePrice.Unit unit => Money.Round(line.Quantity * unit.Amount * (1 - (line.ReductionPercentage ?? 0) / 100)),
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };
}
