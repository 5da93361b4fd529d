using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>What a product must be to be saved. Whatever it allows fits into an invoice's line.</summary>
public static class ProductRules
{
    public const int MaxName = 200;

    /// <summary>Longest number, unit or account code.</summary>
    public const int MaxShortText = InvoiceRules.MaxShortText;

    /// <summary>Longest details.</summary>
    public const int MaxText = InvoiceRules.MaxText;

    /// <summary>Most prices in other currencies than kroner.</summary>
    public const int MaxPrices = 20;

    /// <summary>Every problem of a product that a form was written into, but for its further prices; in the order of the form.</summary>
    public static IReadOnlyList<FieldProblem> Check(Product product)
    {
        List<FieldProblem> problems = [];
        if (string.IsNullOrWhiteSpace(product.Name))
            problems.Add(new(nameof(Product.Name), ProductProblems.NameMissing));
        CheckLength(nameof(Product.Name), product.Name, MaxName);
        CheckLength(nameof(Product.Number), product.Number, MaxShortText);
        CheckLength(nameof(Product.Details), product.Details, MaxText);
        CheckLength(nameof(Product.Unit), product.Unit, MaxShortText);
        if (product.UnitPrice is { } price && InvoiceRules.IsTooLarge(price))
            problems.Add(new(nameof(Product.UnitPrice), ProductProblems.PriceTooLarge));
        CheckLength(nameof(Product.AccountCode), product.AccountCode, MaxShortText);
        return problems;

        void CheckLength(string field, string? text, int longest)
        {
            if (text?.Length > longest)
                problems.Add(new(field, ProductProblems.TextTooLong, longest));
        }
    }

    /// <summary>Every problem of the prices in other currencies, with the row's place in the field, <c>Prices[2].Currency</c>.</summary>
    public static IReadOnlyList<FieldProblem> Check(IReadOnlyList<ProductPriceForm> prices)
    {
        if (prices.Count > MaxPrices)
            return [new(nameof(Product.Prices), ProductProblems.TooManyPrices, MaxPrices)];
        List<FieldProblem> problems = [];
        // The price in kroner has a field of its own.
        HashSet<string> known = new(StringComparer.Ordinal) { Currencies.DanishKrone };
        foreach (var (index, price) in prices.Index())
        {
            var at = $"{nameof(Product.Prices)}[{index}].";
            if (!Currencies.IsKnown(price.Currency))
                problems.Add(new(at + nameof(price.Currency), ProductProblems.CurrencyUnknown));
            else if (!known.Add(price.Currency!))
                problems.Add(new(at + nameof(price.Currency), ProductProblems.PriceTwice, price.Currency!));
            if (price.UnitPrice is not { } unitPrice)
                problems.Add(new(at + nameof(price.UnitPrice), ProductProblems.PriceMissing));
            else if (InvoiceRules.IsTooLarge(unitPrice))
                problems.Add(new(at + nameof(price.UnitPrice), ProductProblems.PriceTooLarge));
        }

        return problems;
    }
}
