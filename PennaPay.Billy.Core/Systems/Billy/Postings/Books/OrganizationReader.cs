using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>
/// What one run of a queue has read from an organisation's books, so that a thousand new customers cost one list of
/// contacts. Short-lived on purpose: people work in Billy meanwhile.
/// </summary>
internal sealed class OrganizationReader(BillyReader billy, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Read<List<BillyContact>>? contacts;
    private Read<IReadOnlyList<BillyAccount>>? accounts;
    private Read<BillyOrganization>? organization;
    private Read<BillyVatSetup>? vat;
    private Read<IReadOnlyDictionary<string, BillyProduct>>? products;

    public async Task<List<BillyContact>> ContactsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        (contacts = await FreshAsync(contacts, async () => [.. await billy.ListContactsAsync(access, cancellationToken)])).Value;

    public async Task<IReadOnlyList<BillyAccount>> AccountsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        (accounts = await FreshAsync(accounts, () => billy.ListAccountsAsync(access, cancellationToken))).Value;

    public async Task<BillyOrganization> OrganizationAsync(ApiAccess access, CancellationToken cancellationToken) =>
        (organization = await FreshAsync(organization, () => billy.GetOrganizationAsync(access, cancellationToken))).Value;

    public async Task<BillyVatSetup> VatAsync(ApiAccess access, CancellationToken cancellationToken) =>
        (vat = await FreshAsync(vat, async () =>
        {
            var owner = await OrganizationAsync(access, cancellationToken);
            return new BillyVatSetup(
                owner.HasVat != false,
                owner.DefaultSalesTaxRulesetId,
                await billy.ListSalesTaxRulesetsAsync(access, cancellationToken),
                await billy.ListTaxRatesAsync(access, cancellationToken),
                await billy.ListCountryGroupsAsync(access, cancellationToken));
        })).Value;

    /// <summary>What decides how lines are posted.</summary>
    public async Task<PostingSetup> PostingAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        var chart = await AccountsAsync(access, cancellationToken);
        // Asked anew and not taken from the stored connection: the owner may have chosen another default in Billy since.
        var owner = await OrganizationAsync(access, cancellationToken);
        return new PostingSetup(chart, owner.DefaultSalesAccountId, await VatAsync(access, cancellationToken));
    }

    /// <summary>All products; read anew when one of these is not among those read before.</summary>
    public async Task<IReadOnlyDictionary<string, BillyProduct>> ProductsAsync(
        ApiAccess access, IEnumerable<string> needed, CancellationToken cancellationToken)
    {
        // What was not there a moment ago is not asked for again at once: it may have been deleted in Billy.
        var known = products is { } read && time.GetElapsedTime(read.At) > Patience && needed.Any(id => !read.Value.ContainsKey(id)) ? null : products;
        var fresh = await FreshAsync<IReadOnlyDictionary<string, BillyProduct>>(known, async () =>
            (await billy.ListProductsAsync(access, cancellationToken)).DistinctBy(p => p.Id).ToDictionary(p => p.Id));
        products = fresh;
        return fresh.Value;
    }

    /// <summary>Forgets everything, after Billy showed that it has changed.</summary>
    public void Forget() => (contacts, accounts, organization, vat, products) = (null, null, null, null, null);

    private async Task<Read<T>> FreshAsync<T>(Read<T>? known, Func<Task<T>> read) =>
        known is not null && time.GetElapsedTime(known.At) < Lifetime ? known : new Read<T>(await read(), time.GetTimestamp());

    private sealed record Read<T>(T Value, long At);
}
