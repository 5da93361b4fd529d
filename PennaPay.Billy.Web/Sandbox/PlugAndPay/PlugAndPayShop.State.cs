namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>What is kept of a shop, and how it is made of that again.</summary>
public sealed partial class PlugAndPayShop
{
    internal ShopState State() => Do(() => new ShopState(Id, Name, lastId, lastNumber)
    {
        Orders = [.. orders.Values],
        Products = [.. products.Values],
        Rules = [.. rules.Values],
    });

    internal void Restore(ShopState kept)
    {
        (lastId, lastNumber) = (kept.LastId, kept.LastNumber);
        foreach (var order in kept.Orders)
        {
            orders[order.Id] = order;
            knownBuyers.Add(order.Buyer.Email);
        }
        foreach (var product in kept.Products)
            products[product.Id] = product;
        foreach (var rule in kept.Rules)
            rules[rule.Id] = rule;
    }
}

/// <summary>All that a restart has to bring back. Of keys only what tells them apart is kept.</summary>
internal sealed record PlugAndPayState(IReadOnlyDictionary<string, long> Keys, IReadOnlyList<ShopState> Shops);

internal sealed record ShopState(long Id, string Name, long LastId, int LastNumber)
{
    public required IReadOnlyList<SandboxOrder> Orders { get; init; }

    public required IReadOnlyList<SandboxShopProduct> Products { get; init; }

    public required IReadOnlyList<SandboxRule> Rules { get; init; }
}
