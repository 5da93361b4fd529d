using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit;

/// <summary>Billit, as workspaces connect to it: any number of companies, by signing in there or by a key of their own.</summary>
internal sealed class BillitSystem(BillitReader billit, BillitEndpoints endpoints) : ExternalSystem
{
    public const string SystemId = "billit";

    private const string InvoiceAddress = "InvoiceAddress";

    /// <inheritdoc />
    public override string Id => SystemId;

    /// <inheritdoc />
    public override bool MayBeListed => false;

    /// <inheritdoc />
    public override AccessTokenRule TokenRule => BillitEndpoints.TokenRule;

    /// <inheritdoc />
    internal override ApiProfile Profile => endpoints.Profile;

    /// <inheritdoc />
    public override Uri? AddressOf(bool sandbox) => endpoints.Of(sandbox)?.Api;

    /// <inheritdoc />
    public override OAuthRegistration? SignInOf(bool sandbox) => endpoints.RegistrationOf(sandbox);

    /// <inheritdoc />
    public override async Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        var (offers, refusal) = await AskAccountsAsync(access, cancellationToken);
        if (refusal is not null)
            return refusal;
        List<OfferedAccount> meant = access.AccountId is { } id ? [.. offers.Where(offer => offer.Account.Id == id)] : [.. offers.Where(offer => offer.Refusal is null)];
        return meant switch
        {
            [{ Refusal: null } one] => one.Account,
            [{ Refusal: { } why }] => why,
            // The person who let this program in works there no more, or the company is gone.
            [] when access.AccountId is not null => new Failure(FailureCodes.ConnectionForbidden),
            [] => new Failure(FailureCodes.CompanyWithoutApi),
            // Nobody said which; whoever lets people choose asks for all.
            _ => new Failure(FailureCodes.ConnectionForbidden),
        };
    }

    /// <inheritdoc />
    public override async Task<(IReadOnlyList<OfferedAccount> Offers, Failure? Refusal)> AskAccountsAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        // Asked as the person, not as a company, which may be gone.
        var account = await billit.GetAccountAsync(access with { AccountId = null }, cancellationToken);
        return account.Companies.Count == 0 ? ([], new Failure(FailureCodes.CompanyWithoutApi)) : ([.. account.Companies.Select(Offer)], null);
    }

    private static OfferedAccount Offer(BillitCompany company)
    {
        var name = company.Name ?? company.TabNameAlias;
        return new(
            new(
                new BillitCompanyId(company.PartyId).ToString(),
                name,
                company.VatNumber,
                (company.Addresses.FirstOrDefault(address => address.AddressType == InvoiceAddress) ?? (company.Addresses is [var first, ..] ? first : null))?.CountryCode,
                company.DefaultCurrencyTC,
                Facts: new BillitFacts(company.ApiEnabledFeatures.GLAccounts, company.UserLanguage).ToJson()),
            company.ApiAllowed == false ? new Failure(FailureCodes.CompanyWithoutApi, name) : null);
    }
}
