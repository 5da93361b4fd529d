using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>What a shop sells. It alone carries the ledger account: items of orders have none.</summary>
public sealed record PlugAndPayProduct : IPlugAndPayRecord
{
    public required long Id { get; init; }

    /// <summary>The account in the shop's books, as somebody typed it: not always a number.</summary>
    public string? Ledger { get; init; }
    public string? Sku { get; init; }

    /// <summary>What the shop calls it.</summary>
    public string? Title { get; init; }

    /// <summary>What customers read.</summary>
    public string? PublicTitle { get; init; }
    public string? Type { get; init; }

    /// <summary>Goods, not a service; not always told.</summary>
    public bool? IsPhysical { get; init; }
}
