using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Finds or creates the Billy products that give lines their account and VAT: the stored link first,
/// Billy only for what is missing.
/// </summary>
internal sealed class ProductResolver(BillyReader billy, BillyRecords records, PostingProducts known, PostingMap map)
{
    /// <summary>The product of each line, in the lines' order.</summary>
    internal async Task<Resolved<IReadOnlyList<string>>> ResolveAsync(
        PushContext context, OrganizationReader books, Invoice invoice, CancellationToken cancellationToken)
    {
        var connection = context.Connection;
        var choices = await map.ReadAsync(context.Workspace, connection.Id, cancellationToken);
        var keys = invoice.Lines.ConvertAll(line => ProductKey.Of(line, invoice.Customer, connection.Choices.DefaultAccountCode, choices));
        var products = new Dictionary<ProductKey, string>();
        foreach (var key in keys)
        {
            if (products.ContainsKey(key))
                continue;
            var (product, refusal) = await ResolveAsync(context, books, key, cancellationToken);
            if (product is null)
                return refusal! with { Fields = LinesOf(key) };
            products.Add(key, product);
        }

        return keys.ConvertAll(key => products[key]);

        List<FieldMessage> LinesOf(ProductKey blocked) =>
            [.. invoice.Lines.Index().Where(line => keys[line.Index] == blocked).Select(line => FieldMessage.OfLine(line.Index + 1, line.Item.Description))];
    }

    private async Task<Resolved<string>> ResolveAsync(
        PushContext context, OrganizationReader books, ProductKey key, CancellationToken cancellationToken)
    {
        var (workspace, connection) = (context.Workspace, context.Connection.Id);
        if (await known.FindAsync(workspace, connection, key, cancellationToken) is { } linked)
            return linked;
        switch (LinePosting.Decide(key, await books.PostingAsync(context.Access, cancellationToken)))
        {
            case Posting.Blocked blocked:
                return blocked.Failure;
            case Posting.Decided decided:
                CrashPoint.Reach("product.before-create");
                var product = await FindOrCreateAsync(context.Access, decided, cancellationToken);
                CrashPoint.Reach("product.after-create");
                await known.RememberAsync(workspace, connection, key, product, cancellationToken);
                CrashPoint.Reach("product.after-link");
                return product;
            default:
                throw new InvalidOperationException("A posting is decided or blocked.");
        }
    }

    private async Task<string> FindOrCreateAsync(ApiAccess access, Posting.Decided posting, CancellationToken cancellationToken)
    {
        var (account, ruleset) = posting;
        var number = ProductNo(account, ruleset);
        var existing = (await billy.FindProductsByProductNoAsync(access, number, cancellationToken))
            // Without VAT no ruleset is sent, and Billy may note the organisation's own (docs/billy-api.md 5.2).
            .FirstOrDefault(p => p.IsArchived != true && p.AccountId == account.Id && (ruleset is null || p.SalesTaxRulesetId == ruleset.Id));
        existing ??= await records.CreateProductAsync(access, new NewProduct
        {
            // Billy prints it above the line's own text, so it is something that a customer may read.
            Name = string.IsNullOrWhiteSpace(account.Name) ? number : account.Name,
            ProductNo = number,
            AccountId = account.Id,
            SalesTaxRulesetId = ruleset?.Id,
        }, cancellationToken);
        return existing.Id;
    }

    // Found again by this number after a crash between creating the product and storing its link.
    private static string ProductNo(BillyAccount account, BillySalesTaxRuleset? ruleset) =>
        $"{PostingProduct.NumberPrefix}{account.AccountNo}-{(string.IsNullOrWhiteSpace(ruleset?.Abbreviation) ? ruleset?.Id ?? "0" : ruleset.Abbreviation)}";
}
