using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What an invoice comes to.</summary>
public sealed record Totals(decimal Net, decimal Vat, decimal Gross)
{
    /// <summary>Nothing.</summary>
    public static Totals Zero { get; } = new(0, 0, 0);
}

/// <summary>Adds up invoices exactly as Billy does (billy-api.md, 4.6), so that a push never differs by an øre.</summary>
public static class InvoiceTotals
{
    /// <summary>Line amounts are rounded; VAT is added up unrounded and rounded once for the invoice.</summary>
    /// <exception cref="OverflowException">The numbers are beyond <see cref="decimal"/>; <see cref="InvoiceRules"/> refuses them long before.</exception>
    public static Totals Of(IEnumerable<InvoiceLine> lines)
    {
        decimal net = 0, vat = 0;
        foreach (var line in lines)
        {
            var lineNet = LineNet(line);
            net += lineNet;
            vat += lineNet * line.VatRate / 100;
        }
        vat = Money.Round(vat);
        return new(net, vat, net + vat);
    }

    /// <summary>Quantity times price, rounded, less the discount, rounded.</summary>
    public static decimal LineNet(InvoiceLine line)
    {
        var amount = Money.Round(line.Quantity * line.UnitPrice);
        var discount = line.DiscountAmount ?? amount * (line.DiscountPercent ?? 0) / 100;
        return amount - Money.Round(discount);
    }
}
