using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Finds or creates the Billy products that give lines their account and VAT (billy-api.md 0.5): the stored link first,
/// Billy only for what is missing.
/// </summary>
public sealed class ProductResolver(BillyReader billy, BillyRecords records, BillyLinks links, PostingMap map)
{
    /// <summary>The product of each line, in the lines' order.</summary>
    internal async Task<IReadOnlyList<string>> ResolveAsync(
        WorkspaceId workspace, ApiAccess access, Connection connection, OrganizationReader books, Invoice invoice, CancellationToken cancellationToken)
    {
        var choices = await map.ReadAsync(workspace, connection.OrganizationId!, cancellationToken);
        var keys = invoice.Lines.ConvertAll(line => ProductKey.Of(line, invoice.Customer, connection.DefaultAccountCode, choices));
        var products = new Dictionary<ProductKey, string>();
        foreach (var key in keys)
        {
            if (!products.ContainsKey(key))
                products.Add(key, await ResolveAsync(workspace, access, connection.OrganizationId!, books, key, cancellationToken));
        }

        return keys.ConvertAll(key => products[key]);
    }

    private async Task<string> ResolveAsync(
        WorkspaceId workspace, ApiAccess access, string organization, OrganizationReader books, ProductKey key, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(workspace, organization, BillyLinkKind.Product, key.ToString(), cancellationToken) is { } linked)
            return linked;
        CrashPoint.Reach("product.before-create");
        var product = await FindOrCreateAsync(access, books, key, cancellationToken);
        CrashPoint.Reach("product.after-create");
        await links.RememberAsync(workspace, organization, BillyLinkKind.Product, key.ToString(), product, cancellationToken);
        CrashPoint.Reach("product.after-link");
        return product;
    }

    private async Task<string> FindOrCreateAsync(
        ApiAccess access, OrganizationReader books, ProductKey key, CancellationToken cancellationToken)
    {
        var (account, ruleset) = LinePosting.Decide(key, await books.PostingAsync(access, cancellationToken)) switch
        {
            Posting.Decided decided => decided,
            Posting.Blocked blocked => throw new PreparationException(blocked.Failure),
            _ => throw new InvalidOperationException("A posting is decided or blocked."),
        };
        var number = ProductNo(account, ruleset);
        var existing = (await billy.FindProductsByProductNoAsync(access, number, cancellationToken))
            .FirstOrDefault(p => p.IsArchived != true && p.AccountId == account.Id && p.SalesTaxRulesetId == ruleset?.Id);
        existing ??= await records.CreateProductAsync(access, new NewProduct
        {
            Name = ruleset is null ? account.Name ?? number : $"{account.Name} · {ruleset.Name}",
            ProductNo = number,
            AccountId = account.Id,
            SalesTaxRulesetId = ruleset?.Id,
        }, cancellationToken);
        return existing.Id;
    }

    // Found again by this number after a crash between creating the product and storing its link.
    private static string ProductNo(BillyAccount account, BillySalesTaxRuleset? ruleset) =>
        $"PP-{account.AccountNo}-{(string.IsNullOrWhiteSpace(ruleset?.Abbreviation) ? ruleset?.Id ?? "0" : ruleset.Abbreviation)}";
}
