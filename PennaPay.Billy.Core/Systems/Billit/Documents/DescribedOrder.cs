using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>A <see cref="NewOrder"/> as history keeps it.</summary>
internal sealed record DescribedOrder(
    OrderType Type, string? Number, DateOnly Date, DateOnly ExpiryDate, long Customer, string ExternalId, string Currency, string? Reference, string? Comments, string? InternalInfo,
    string? About, bool? Paid, DateOnly? PaidDate, PaymentMethod? PaymentMethod, bool? IsSent, IReadOnlyList<DescribedLine> Lines)
{
    public static DescribedOrder Of(NewOrder order) => new(
        order.Type, order.OrderNumber, order.OrderDate, order.ExpiryDate, order.CustomerId, order.ExternalProviderId, order.Currency, order.Reference, order.Comments, order.InternalInfo,
        order.AboutInvoiceNumber, order.Paid, order.PaidDate, order.PaymentMethod, order.IsSent, [.. order.Lines.Select(DescribedLine.Of)]);

    /// <summary>As a person reads it.</summary>
    public DraftView View(string contact) => new(
        contact, Type == OrderType.CreditNote ? "creditNote" : "invoice", InternalInfo, Number, Date, ExpiryDate, Currency, Comments, About,
        [.. Lines.Select(line => line.View())], BillitTotals.Of(Lines.Select(line => line.Line())));
}

/// <summary>A line of it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Quantity">How much of it.</param>
/// <param name="UnitPrice">A piece, before VAT; null where prices include it.</param>
/// <param name="TotalWithVat">All of it, with VAT; null where prices do not include it.</param>
/// <param name="VatPercentage">In percent; null outside VAT.</param>
/// <param name="VentilationCode">Why there is no VAT.</param>
/// <param name="AccountCode">The account in the ledger.</param>
internal sealed record DescribedLine(
    string Text, decimal Quantity, decimal? UnitPrice, decimal? TotalWithVat, decimal? VatPercentage, VentilationCode? VentilationCode, int? AccountCode)
{
    public static DescribedLine Of(NewOrderLine line) => new(
        line.Description, line.Quantity, (line.Price as LinePrice.UnitWithoutVat)?.Amount, (line.Price as LinePrice.TotalWithVat)?.Amount, line.VatPercentage, line.VentilationCode,
        line.AccountCode);

    public NewOrderLine Line() => new()
    {
        Description = Text, Quantity = Quantity, Price = TotalWithVat is { } total ? new LinePrice.TotalWithVat(total) : new LinePrice.UnitWithoutVat(UnitPrice ?? 0),
        VatPercentage = VatPercentage, VentilationCode = VentilationCode, AccountCode = AccountCode,
    };

    public DraftViewLine View() => new(
        Text, Quantity, UnitPrice ?? (TotalWithVat ?? 0) / (Quantity == 0 ? 1 : Quantity), null, null, BillitTotals.Of([Line()]).Net,
        new(AccountCode?.ToString(System.Globalization.CultureInfo.InvariantCulture), null, VentilationCode?.ToString(), VatPercentage));
}
