namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>What an order comes to: each line is rounded by itself, from the price that was set. Pure.</summary>
internal static class OrderArithmetic
{
    /// <summary>The order's total, with shipping and the costs of reminders.</summary>
    public static Sum Total(SandboxOrder order) => Parts(order).Aggregate(new Sum(0, 0), (sum, part) => sum + part.Sum);

    /// <summary>By rate, the highest first.</summary>
    public static IEnumerable<(decimal Percentage, Sum Sum)> ByRate(SandboxOrder order) =>
        from part in Parts(order)
        group part.Sum by part.Percentage into rate
        orderby rate.Key descending
        select (rate.Key, rate.Aggregate((a, b) => a + b));

    /// <summary>All pieces of a line, less its discount.</summary>
    public static Sum Line(SandboxOrder order, SandboxOrderItem item) => Of(order, (item.Quantity * item.Price) - item.Discount, item.Percentage);

    /// <summary>What is shown of a line, by what its amounts are taken to mean.</summary>
    public static Sum Shown(SandboxOrder order, SandboxOrderItem item, PlugAndPayBehaviour behaviour) => behaviour switch
    {
        { ItemAmounts: ItemAmounts.OfOnePiece } => Of(order, item.Price, item.Percentage),
        { ItemAmountsAreDiscounted: false } => Of(order, item.Quantity * item.Price, item.Percentage),
        _ => Line(order, item),
    };

    public static Sum Discount(SandboxOrder order, SandboxOrderItem item) => Of(order, item.Discount, item.Percentage);

    public static Sum Cost(SandboxOrder order, SandboxOrderCost cost) => Of(order, cost.Price, cost.Percentage);

    private static IEnumerable<(decimal Percentage, Sum Sum)> Parts(SandboxOrder order) =>
    [
        .. order.Items.Select(item => (item.Percentage, Line(order, item))),
        .. order.Shipping is { } shipping ? [(shipping.Percentage, Cost(order, shipping))] : Array.Empty<(decimal, Sum)>(),
        .. order.CollectionCosts.Select(cost => (cost.Percentage, Cost(order, cost))),
    ];

    private static Sum Of(SandboxOrder order, decimal price, decimal percentage) => order.IsTaxIncluded
        ? new(Round(price / (1 + (percentage / 100))), Round(price))
        : new(Round(price), Round(price * (1 + (percentage / 100))));

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Without and with VAT.</summary>
internal readonly record struct Sum(decimal Net, decimal Gross)
{
    public decimal Tax => Gross - Net;

    public static Sum operator +(Sum a, Sum b) => new(a.Net + b.Net, a.Gross + b.Gross);
}
