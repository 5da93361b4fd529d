using System.Globalization;
using PennaPay.Billy.Core.BillyApi;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Push;

/// <summary>What one Billy product stands for: an account, and the VAT that customers of one country and type get.</summary>
/// <param name="AccountCode">The account's number; null for Billy's default sales account.</param>
/// <param name="Treatment">How VAT treats the line.</param>
/// <param name="RatePercent">VAT in percent.</param>
/// <param name="CountryCode">The customer's country, on which Billy's VAT rules depend.</param>
/// <param name="Customer">Whether the customer is a company, on which they depend as well.</param>
public sealed record ProductKey(string? AccountCode, VatTreatment Treatment, decimal RatePercent, string CountryCode, CustomerKind Customer)
{
    /// <summary>What a line of an invoice to this customer needs.</summary>
    public static ProductKey Of(InvoiceLine line, Customer customer, string? defaultAccountCode) => new(
        NotBlank(line.AccountCode) ?? NotBlank(defaultAccountCode),
        line.Vat,
        line.VatRate,
        customer.CountryCode,
        customer.Kind);

    /// <summary>The key as links store it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{AccountCode ?? "default"}|{Treatment}|{RatePercent:0.####}|{CountryCode}|{Customer}");

    private static string? NotBlank(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim();
}

/// <summary>
/// Finds or creates the Billy products that give lines their account and VAT (billy-api.md 0.5): the stored link first,
/// Billy only for what is missing.
/// </summary>
public sealed class ProductResolver(BillyClient billy, BillyLinks links)
{
    /// <summary>The product of each line, in the lines' order.</summary>
    internal async Task<IReadOnlyList<string>> ResolveAsync(
        WorkspaceId workspace, BillyAccess access, BillyConnection connection, BillyBooks books, Invoice invoice, CancellationToken cancellationToken)
    {
        var keys = invoice.Lines.ConvertAll(line => ProductKey.Of(line, invoice.Customer, connection.DefaultAccountCode));
        var distinct = keys.Distinct().ToList();
        var known = await links.FindAsync(
            workspace, connection.OrganizationId!, BillyLinkKind.Product, distinct.ConvertAll(k => k.ToString()), cancellationToken);
        foreach (var key in distinct.Where(key => !known.ContainsKey(key.ToString())))
        {
            CrashPoint.Reach("product.before-create");
            var product = await FindOrCreateAsync(access, books, key, invoice.Customer, cancellationToken);
            CrashPoint.Reach("product.after-create");
            await links.RememberAsync(
                workspace, connection.OrganizationId!, BillyLinkKind.Product, key.ToString(), product, cancellationToken);
            CrashPoint.Reach("product.after-link");
            known[key.ToString()] = product;
        }

        return keys.ConvertAll(key => known[key.ToString()]);
    }

    private async Task<string> FindOrCreateAsync(
        BillyAccess access, BillyBooks books, ProductKey key, Customer customer, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(access, books, key, cancellationToken);
        var vat = await books.VatAsync(access, cancellationToken);
        var ruleset = vat.HasVat ? VatSelector.Select(vat, key.Treatment, key.RatePercent, customer) : null;
        if (ruleset is null && (vat.HasVat || key.RatePercent != 0))
        {
            throw new PreparationException(new Failure(
                FailureCodes.VatUnmapped, string.Create(CultureInfo.InvariantCulture, $"{key.RatePercent:0.##} % ({customer.CountryCode})")));
        }

        var number = ProductNo(account, ruleset);
        var existing = (await billy.FindProductsByProductNoAsync(access, number, cancellationToken))
            .FirstOrDefault(p => p.IsArchived != true && p.AccountId == account.Id && p.SalesTaxRulesetId == ruleset?.Id);
        existing ??= await billy.CreateProductAsync(access, new NewProduct
        {
            Name = ruleset is null ? account.Name ?? number : $"{account.Name} · {ruleset.Name}",
            ProductNo = number,
            AccountId = account.Id,
            SalesTaxRulesetId = ruleset?.Id,
        }, cancellationToken);
        return existing.Id;
    }

    private static async Task<BillyAccount> AccountAsync(
        BillyAccess access, BillyBooks books, ProductKey key, CancellationToken cancellationToken)
    {
        var accounts = await books.AccountsAsync(access, cancellationToken);
        // Asked anew and not taken from the stored connection: the owner may have chosen another default in Billy since.
        var standard = (await books.OrganizationAsync(access, cancellationToken)).DefaultSalesAccountId;
        var account = key.AccountCode is { } code
            ? accounts.FirstOrDefault(a => a.AccountNo == code && a.IsArchived != true)
            : accounts.FirstOrDefault(a => a.Id == standard);
        return account ?? throw new PreparationException(new Failure(FailureCodes.AccountUnknown, key.AccountCode));
    }

    // Found again by this number after a crash between creating the product and storing its link.
    private static string ProductNo(BillyAccount account, BillySalesTaxRuleset? ruleset) =>
        $"PP-{account.AccountNo}-{(string.IsNullOrWhiteSpace(ruleset?.Abbreviation) ? ruleset?.Id ?? "0" : ruleset.Abbreviation)}";
}
