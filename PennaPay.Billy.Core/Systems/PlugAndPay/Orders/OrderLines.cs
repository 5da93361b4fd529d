using System.Globalization;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>
/// The lines of an order as an invoice's. Pure. Whether an item's amounts are of one piece or of all, and before or after its discount, is not documented: the
/// meanings are tried in a fixed order, and the first is taken by which the lines come to exactly what the order does. Where none fits, the lines are as they
/// stand there and come to something else than is stated, so that nobody takes them for the invoice.
/// </summary>
internal static class OrderLines
{
    /// <summary>What lines are called that have no name over there, as Plug&amp;Pay's interface calls them in English.</summary>
    public const string Shipping = "Shipping";

    /// <inheritdoc cref="Shipping"/>
    public const string CollectionCosts = "Collection costs";

    /// <inheritdoc cref="Shipping"/>
    public const string Discount = "Discount";

    private const string Unnamed = "–";
    private const int PriceDecimals = 6;

    // VAT may be rounded for each part over there, each time by half a cent at the most; twice that leaves room for both ways of rounding.
    private const decimal RoundingOfAPart = 0.01m;

    private static readonly Meaning[] Meanings =
    [
        new(IsOfOnePiece: false, IsBeforeDiscount: false),
        new(IsOfOnePiece: false, IsBeforeDiscount: true),
        new(IsOfOnePiece: true, IsBeforeDiscount: false),
        new(IsOfOnePiece: true, IsBeforeDiscount: true),
    ];

    /// <param name="order">Whose.</param>
    /// <param name="isInclusive">Whether its prices are with VAT.</param>
    /// <param name="stated">What it comes to, positive.</param>
    /// <param name="sign">-1 where its amounts are those of a credit invoice.</param>
    public static List<InvoiceLine> Of(PlugAndPayOrder order, bool isInclusive, Totals stated, int sign)
    {
        var told = new Told(order, isInclusive, sign);
        var costs = told.Costs().ToList();
        foreach (var meaning in Meanings)
        {
            List<Part> parts = [.. order.Items.Select(item => told.Item(item, meaning)), .. costs];
            if (Fits(parts, isInclusive, stated))
                return parts.ConvertAll(Line);
            if (told.FurtherDiscount is > 0 and var further && WithDiscount(parts, further) is var less && Fits(less, isInclusive, stated))
                return less.ConvertAll(Line);
        }

        List<Part> unclear = [.. order.Items.Select(item => told.Item(item, Meanings[0])), .. costs];
        return unclear.Count > 0 ? unclear.ConvertAll(Line) : [Line(new(Unnamed, null, 1, 0, 0, default, null))];
    }

    private static bool Fits(List<Part> parts, bool isInclusive, Totals stated)
    {
        var total = parts.Sum(part => part.Amount);
        var vat = parts.Sum(part => part.Amount * part.Vat.Percentage / (isInclusive ? 100 + part.Vat.Percentage : 100));
        return parts.Count > 0 && total == (isInclusive ? stated.Gross : stated.Net) && Math.Abs(vat - stated.Vat) <= RoundingOfAPart * parts.Count;
    }

    // What is off the whole order is off every rate by its share.
    private static List<Part> WithDiscount(List<Part> parts, decimal discount)
    {
        var rates = parts.GroupBy(part => part.Vat).Select(rate => (Vat: rate.Key, Amount: rate.Sum(part => part.Amount))).Where(rate => rate.Amount > 0)
            .OrderBy(rate => rate.Amount).ToList();
        var (all, left) = (rates.Sum(rate => rate.Amount), discount);
        List<Part> discounts = [];
        foreach (var (index, rate) in rates.Index())
        {
            var share = index == rates.Count - 1 ? left : Money.Round(discount * rate.Amount / all);
            left -= share;
            if (share != 0)
                discounts.Add(new(Discount, null, 1, -share, 0, rate.Vat, null));
        }

        return [.. parts, .. discounts];
    }

    private static InvoiceLine Line(Part part)
    {
        var line = new InvoiceLine
        {
            Id = Guid.CreateVersion7(),
            Description = part.Label,
            Details = part.Details,
            Vat = part.Vat.Treatment,
            VatRate = part.Vat.Percentage,
            VatCode = part.Vat.Code,
            AccountCode = part.Account,
        };
        var discount = part.Amount > 0 ? part.Discount : 0;
        var before = Math.Abs(part.Amount) + discount;
        var direction = part.Amount < 0 ? -1 : 1;
        var price = Math.Round(before / part.Quantity, PriceDecimals, MidpointRounding.AwayFromZero);
        line.DiscountAmount = discount > 0 ? discount : null;
        if (Money.Round(part.Quantity * price) == before)
            (line.Quantity, line.UnitPrice) = (direction * part.Quantity, price);
        else
        {
            // No price of one piece gives the amount: then all of them are one.
            (line.Quantity, line.UnitPrice) = (direction, before);
            line.Description = OutsideText.Line($"{part.Quantity.ToString("0.####", CultureInfo.InvariantCulture)} × {part.Label}", InvoiceRules.MaxDescription);
        }

        return line;
    }

    private readonly record struct Meaning(bool IsOfOnePiece, bool IsBeforeDiscount);

    /// <param name="Label">What was sold.</param>
    /// <param name="Details">More about it.</param>
    /// <param name="Quantity">How many, above zero.</param>
    /// <param name="Amount">What all of them come to, less the discount; negative for something taken back.</param>
    /// <param name="Discount">What was deducted for it; never negative.</param>
    /// <param name="Vat">How VAT treats it.</param>
    /// <param name="Account">The ledger account.</param>
    private sealed record Part(string Label, string? Details, decimal Quantity, decimal Amount, decimal Discount, OrderVat Vat, string? Account);

    /// <summary>What is told of an order, with VAT or without as its prices are, and positive.</summary>
    private sealed class Told(PlugAndPayOrder order, bool isInclusive, int sign)
    {
        private readonly PlugAndPayTaxRate? onlyRate = order.Taxes is [{ Rate: { } rate }] ? rate : null;

        /// <summary>What is deducted from the whole order beside the discounts of its items.</summary>
        public decimal FurtherDiscount => Sum(order.TotalDiscounts) - order.Items.Sum(item => Sum(item.Discounts));

        public Part Item(PlugAndPayItem item, Meaning meaning)
        {
            var quantity = item.Quantity is > 0 and var told ? told : 1;
            var amount = Of(item.Amount, item.AmountWithTax);
            if (meaning.IsOfOnePiece)
                amount = Money.Round(quantity * amount);
            var discount = Sum(item.Discounts);
            if (meaning.IsBeforeDiscount)
                amount -= amount < 0 ? -discount : discount;
            return new(
                OutsideText.Line(InputText.Line(item.Label) ?? InputText.Line(item.Product?.PublicTitle) ?? InputText.Line(item.Product?.Title) ?? Unnamed, InvoiceRules.MaxDescription),
                OutsideText.Line(InputText.Line(item.Product?.Sku), InvoiceRules.MaxShortText), quantity, amount, discount,
                OrderVat.Of(item.Tax?.Rate ?? onlyRate, order.Billing, item.Product?.IsPhysical == true),
                OutsideText.Line(InputText.Line(item.Product?.Ledger), InvoiceRules.MaxShortText));
        }

        public IEnumerable<Part> Costs() =>
        [
            .. order.Shipping is { } shipping ? Cost(Shipping, shipping, isPhysical: true) : [],
            .. order.CollectionCosts.SelectMany(cost => Cost(CollectionCosts, cost, isPhysical: false)),
        ];

        private IEnumerable<Part> Cost(string label, PlugAndPayCost cost, bool isPhysical)
        {
            if (Of(cost.Amount, cost.AmountWithTax) is var amount && amount == 0)
                return [];
            return cost.Taxes.Count > 1 && cost.Taxes.Sum(tax => tax.AmountWithTax) == cost.AmountWithTax
                ? cost.Taxes.Select(tax => OfRate(Of(tax.AmountWithTax - tax.Amount, tax.AmountWithTax), tax.Rate))
                : [OfRate(amount, cost.Taxes.Count == 1 ? cost.Taxes[0].Rate : onlyRate)];

            Part OfRate(decimal part, PlugAndPayTaxRate? rate) => new(label, null, 1, part, 0, OrderVat.Of(rate, order.Billing, isPhysical), null);
        }

        // Whether what is deducted is written below zero is not documented either.
        private decimal Sum(IEnumerable<PlugAndPayDiscount> discounts) => discounts.Sum(discount => Math.Abs(Of(discount.Amount, discount.AmountWithTax)));

        private decimal Of(decimal? without, decimal? with) => Money.Round(((isInclusive ? with ?? without : without ?? with) ?? 0) * sign);
    }
}
