namespace PennaPay.Billy.Core.Records.Products;

/// <summary>Why a product cannot be saved: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
internal static class ProductProblems
{
    /// <summary>The name is blank.</summary>
    public const string NameMissing = "product_name_missing";

    /// <summary>Another product has the number; argument: the number.</summary>
    public const string NumberTaken = "product_number_taken";

    /// <summary>A text is longer than it can be; argument: the longest length.</summary>
    public const string TextTooLong = "product_text_too_long";

    /// <summary>The price is too large or has too many decimals.</summary>
    public const string PriceTooLarge = "product_price_too_large";

    /// <summary>There is a currency and no price in it.</summary>
    public const string PriceMissing = "product_price_missing";

    /// <summary>The currency is none that is known.</summary>
    public const string CurrencyUnknown = "product_currency_unknown";

    /// <summary>There is a price in the currency already; argument: the currency.</summary>
    public const string PriceTwice = "product_price_twice";

    /// <summary>There are more prices than there can be; argument: how many can be.</summary>
    public const string TooManyPrices = "product_too_many_prices";
}
