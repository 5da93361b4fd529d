namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Money that comes in. Nobody can read payments by the API; that an order is paid is all that shows.</summary>
public sealed partial class BillitCompany
{
    /// <summary>A customer pays all that is left, or a part.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">It is paid.</exception>
    public void Pay(long id, decimal? amount = null, string? method = null) => Change(() =>
    {
        var order = Order(id);
        if (order.Paid)
            throw new InvalidOperationException("It is paid.");
        Pay(order with { Content = order.Content with { PaymentMethod = method ?? order.Content.PaymentMethod } }, new(amount ?? order.ToPay, Now, null));
    });

    /// <summary>Somebody finds that what was paid was not: all of it is left to pay again.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">Nothing was paid.</exception>
    public void ReversePayment(long id) => Change(() =>
    {
        var order = Order(id);
        if (order is { Paid: false, Payments.Count: 0 })
            throw new InvalidOperationException("Nothing was paid.");
        Store(Unpaid(order));
    });

    /// <summary>A client registers a payment.</summary>
    internal void Pay(long id, BillitPayment payment) => Change(() => Pay(orders[id], payment));

    internal static BillitOrder Unpaid(BillitOrder order) => order with { Paid = false, PaidDate = null, ToPay = order.Totals.Incl, Payments = [] };

    private BillitOrder Pay(BillitOrder order, BillitPayment payment)
    {
        var left = Math.Max(0, order.ToPay - payment.Amount);
        return Store(order with
        {
            Payments = [.. order.Payments, payment], ToPay = left, Paid = left == 0, PaidDate = left == 0 ? world.Clock.Local : null,
        });
    }
}
