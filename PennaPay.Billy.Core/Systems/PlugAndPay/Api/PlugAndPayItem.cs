using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// A line of an order. Whether its amounts are for one piece or for all, and before or after the discount, is not documented: the order's
/// total tells.
/// </summary>
public sealed record PlugAndPayItem : IPlugAndPayRecord
{
    public required long Id { get; init; }
    public long? ProductId { get; init; }
    public string? Label { get; init; }
    public decimal? Quantity { get; init; }

    /// <summary>Such as <c>standard</c>, <c>gift</c> or <c>order-bump</c>; null for an ordinary one.</summary>
    public string? Type { get; init; }

    /// <summary>Without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>With VAT.</summary>
    public decimal? AmountWithTax { get; init; }

    [AllowNull]
    public IReadOnlyList<PlugAndPayDiscount> Discounts { get; init => field = AnswerList.Of(value); } = [];
    public PlugAndPayTax? Tax { get; init; }

    /// <summary>Null where the product is gone, or was not asked for.</summary>
    public PlugAndPayProduct? Product { get; init; }
}

public sealed record PlugAndPayDiscount
{
    /// <summary>Without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>With VAT.</summary>
    public decimal? AmountWithTax { get; init; }
    public string? Code { get; init; }

    /// <summary><c>promotion</c>, <c>sale</c> or <c>tier</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>VAT at one rate.</summary>
public sealed record PlugAndPayTax
{
    /// <summary>The VAT itself.</summary>
    public decimal? Amount { get; init; }

    /// <summary>With what it is VAT of; not always told.</summary>
    public decimal? AmountWithTax { get; init; }
    public PlugAndPayTaxRate? Rate { get; init; }
}

/// <summary>A VAT rate of a country.</summary>
public sealed record PlugAndPayTaxRate : IPlugAndPayRecord
{
    public required long Id { get; init; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string? Country { get; init; }

    /// <summary>Per cent: 21 for 21 %.</summary>
    public decimal? Percentage { get; init; }
}
