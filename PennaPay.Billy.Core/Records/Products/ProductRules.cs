using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>What a product must be to be saved. Whatever it allows fits into an invoice's line.</summary>
public static class ProductRules
{
    public const int MaxName = 200;

    /// <summary>Longest number, unit or account code.</summary>
    public const int MaxShortText = InvoiceRules.MaxShortText;

    /// <summary>Longest details.</summary>
    public const int MaxText = InvoiceRules.MaxText;

    /// <summary>Every problem, in the order of the form.</summary>
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
}
