using System.Globalization;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>
/// Reads how lines are posted from the products that carry it. A linked product is what a push would use, whatever would be
/// decided today; only without one the decision is made anew. Pure.
/// </summary>
internal sealed class PostingReader(PostingSetup books, IReadOnlyDictionary<string, BillyProduct> products, VatParty party)
{
    /// <param name="key">What the line needs.</param>
    /// <param name="productId">The product that is linked with the key, if one is.</param>
    public PostingView Of(ProductKey key, string? productId)
    {
        if (productId is not null && products.ContainsKey(productId))
        {
            var look = OfProduct(productId);
            // Somebody changed the product in Billy since: the draft would come to another amount.
            return look.RatePercent is { } rate && rate != key.RatePercent
                ? look with { Failure = new(FailureCodes.TotalsDiffer, string.Create(CultureInfo.InvariantCulture, $"{rate:0.##} % ≠ {key.RatePercent:0.##} %")) }
                : look;
        }

        return LinePosting.Decide(key, books) switch
        {
            Posting.Decided decided => PostingViews.Of(decided.Account, decided.Ruleset, books.Vat, party),
            Posting.Blocked blocked => PostingViews.Unknown with { Failure = blocked.Failure },
            _ => throw new InvalidOperationException("A posting is decided or blocked."),
        };
    }

    /// <summary>How a product's lines are posted for the customer; unknown when Billy no longer has it.</summary>
    public PostingView OfProduct(string productId)
    {
        if (!products.TryGetValue(productId, out var product))
            return PostingViews.Unknown;
        // A product without a ruleset follows the organisation's default.
        var ruleset = books.Vat.HasVat ? product.SalesTaxRulesetId ?? books.Vat.DefaultRulesetId : null;
        return PostingViews.Of(
            books.Accounts.FirstOrDefault(account => account.Id == product.AccountId),
            books.Vat.Rulesets.FirstOrDefault(known => known.Id == ruleset),
            books.Vat,
            party);
    }
}
