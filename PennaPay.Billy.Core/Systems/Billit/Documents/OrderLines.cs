using System.Globalization;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Makes an invoice's lines into an order's. Pure; what they come to stays, to the cent.</summary>
internal static class OrderLines
{
    private const int PriceDecimals = 5;

    /// <returns>The lines, or why they cannot be.</returns>
    /// <param name="invoice">Whose lines.</param>
    /// <param name="terms">What VAT and accounts become, and whether lines are grouped.</param>
    /// <param name="number">The document's number, which is all that a group of lines says.</param>
    public static (IReadOnlyList<NewOrderLine>? Lines, Failure? Refusal) Of(Invoice invoice, BillitTerms terms, string number)
    {
        var mapped = invoice.Lines.ConvertAll(line => (Line: line, Vat: terms.Of(line.VatCode)));
        var unmapped = mapped.Where(one => one.Vat is null).ToList();
        if (unmapped.Count > 0)
        {
            return (null, new Failure(
                FailureCodes.VatUnmapped,
                string.Join(", ", unmapped.Select(one => one.Line.VatCode ?? Percent(one.Line.VatRate)).Distinct()),
                [.. unmapped.Select(one => FieldMessage.OfLine(invoice.Lines.IndexOf(one.Line) + 1, one.Line.Description))]));
        }

        var posted = mapped.ConvertAll(one => (one.Line, As: new LinePosting(one.Vat!.VatPercentage, one.Vat.VentilationCode, AccountOf(one.Line) ?? one.Vat.AccountCode)));
        return (terms.GroupLines
            ? [.. posted.GroupBy(one => one.As, one => InvoiceTotals.LineAmount(one.Line))
                .Select(group => Line(Group(number, group.Key), 1, null, group.Sum(), invoice.PricesIncludeVat, group.Key))]
            : [.. posted.Select(one => Line(Description(one.Line), one.Line.Quantity, UnitPrice(one.Line), InvoiceTotals.LineAmount(one.Line), invoice.PricesIncludeVat, one.As))],
            null);
    }

    // What is no number is no account of a ledger's: the shop has another use for it.
    private static int? AccountOf(InvoiceLine line) =>
        int.TryParse(line.AccountCode, NumberStyles.None, CultureInfo.InvariantCulture, out var account) && account > 0 ? account : null;

    // With a discount, or a price that no order keeps, there is none that comes to the amount.
    private static decimal? UnitPrice(InvoiceLine line) =>
        line is { DiscountAmount: null or 0, DiscountPercent: null or 0 } && line.Quantity != 0 && decimal.Round(line.UnitPrice, PriceDecimals) == line.UnitPrice
        && decimal.Round(line.Quantity * line.UnitPrice, 2) == line.Quantity * line.UnitPrice
            ? line.UnitPrice
            : null;

    private static NewOrderLine Line(string description, decimal quantity, decimal? unitPrice, decimal amount, bool withVat, LinePosting posting)
    {
        var isOne = withVat ? quantity == 0 || quantity < 0 != amount < 0 : unitPrice is null;
        if (isOne)
        {
            description = quantity is 0 or 1 ? description : $"{quantity.ToString("0.####", CultureInfo.InvariantCulture)} × {description}";
            quantity = amount < 0 ? -1 : 1;
        }

        return new()
        {
            Description = Cut(description),
            Quantity = quantity,
            Price = withVat ? new LinePrice.TotalWithVat(amount) : new LinePrice.UnitWithoutVat(isOne ? Math.Abs(amount) : unitPrice!.Value),
            VatPercentage = posting.VatPercentage,
            VentilationCode = posting.VentilationCode,
            AccountCode = posting.AccountCode,
        };
    }

    private static string Description(InvoiceLine line) =>
        string.Join(" - ", new[] { line.Description, line.Details }.Select(text => InputText.Line(text)).Where(text => !string.IsNullOrEmpty(text))) is { Length: > 0 } text ? text : "-";

    private static string Group(string number, LinePosting posting) => posting.VatPercentage is { } rate ? $"{number} ({Percent(rate)})" : number;

    private static string Percent(decimal rate) => $"{rate.ToString("0.##", CultureInfo.InvariantCulture)} %";

    private static string Cut(string text) => text.Length <= NewOrderLine.LongestDescription ? text
        : text[..(char.IsHighSurrogate(text[NewOrderLine.LongestDescription - 1]) ? NewOrderLine.LongestDescription - 1 : NewOrderLine.LongestDescription)];

    private sealed record LinePosting(decimal? VatPercentage, VentilationCode? VentilationCode, int? AccountCode);
}
