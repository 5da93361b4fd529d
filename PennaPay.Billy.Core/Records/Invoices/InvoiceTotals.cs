using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// Adds up invoices exactly as the systems do that take them, so that a push never differs by an øre: two decimals, half away from
/// zero; each line is rounded, then its discount; VAT is added up unrounded and rounded once for the invoice. docs/decisions.md
/// names their source.
/// </summary>
public static class InvoiceTotals
{
    /// <inheritdoc cref="Of(IEnumerable{InvoiceLine}, bool)"/>
    public static Totals Of(Invoice invoice) => Of(invoice.Lines, invoice.PricesIncludeVat);

    /// <summary>
    /// What the lines come to. Where prices include VAT the gross is exactly what the lines say, and VAT, a rate of
    /// <c>r</c> % being <c>r / (100 + r)</c> of it, is taken out of it.
    /// </summary>
    /// <exception cref="OverflowException">The numbers are beyond <see cref="decimal"/>; <see cref="InvoiceRules"/> refuses them long before.</exception>
    public static Totals Of(IEnumerable<InvoiceLine> lines, bool pricesIncludeVat)
    {
        if (pricesIncludeVat)
            return Inclusive(lines);
        decimal net = 0, vat = 0;
        foreach (var line in lines)
        {
            var amount = LineAmount(line);
            net += amount;
            vat += amount * line.VatRate / 100;
        }
        vat = Money.Round(vat);
        return new(net, vat, net + vat);
    }

    /// <summary>Quantity times price, rounded, less the discount, rounded; with VAT where the invoice's prices include it.</summary>
    public static decimal LineAmount(InvoiceLine line)
    {
        var amount = Money.Round(line.Quantity * line.UnitPrice);
        var discount = line.DiscountAmount ?? amount * (line.DiscountPercent ?? 0) / 100;
        return amount - Money.Round(discount);
    }

    /// <summary>
    /// The line's amount without VAT, to be read by people: where prices include VAT it is rounded, and the lines may add up to
    /// something else than the invoice's net.
    /// </summary>
    public static decimal LineNet(InvoiceLine line, bool pricesIncludeVat) =>
        pricesIncludeVat ? Money.Round(LineAmount(line) - VatWithin(LineAmount(line), line.VatRate)) : LineAmount(line);

    // A third of something has no end: divided once a rate instead of once a line, halves stay exact and lines may stand in any order.
    private static Totals Inclusive(IEnumerable<InvoiceLine> lines)
    {
        var amounts = new SortedList<decimal, decimal>();
        foreach (var line in lines)
            amounts[line.VatRate] = amounts.GetValueOrDefault(line.VatRate) + LineAmount(line);
        var gross = amounts.Values.Sum();
        var vat = Money.Round(amounts.Sum(rate => VatWithin(rate.Value, rate.Key)));
        return new(gross - vat, vat, gross);
    }

    private static decimal VatWithin(decimal gross, decimal rate) => gross * rate / (100 + rate);
}
