using System.Text.Json;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit;

/// <summary>Billit, as workspaces connect to it: any number of companies, by signing in there or by a key of one's own.</summary>
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
        var companies = (await billit.GetAccountAsync(access, cancellationToken)).Companies;
        var wanted = BillitCompanyId.TryParse(access.AccountId, out var id)
            ? companies.Where(company => company.PartyId == id.PartyId)
            : companies.Where(company => company.ApiAllowed != false).Take(1);
        if (wanted.FirstOrDefault() is not { ApiAllowed: not false } company)
            return new Failure(FailureCodes.CompanyWithoutApi, string.Join(", ", companies.Select(one => one.Name).OfType<string>().Take(5)));
        return new Account(
            access.AccountId ?? new BillitCompanyId(company.PartyId).ToString(),
            company.Name ?? company.TabNameAlias,
            company.VatNumber,
            (company.Addresses.FirstOrDefault(address => address.AddressType == InvoiceAddress) ?? company.Addresses.ElementAtOrDefault(0))?.CountryCode,
            company.DefaultCurrencyTC,
            Facts: JsonSerializer.Serialize(new BillitFacts(company.ApiEnabledFeatures.GLAccounts, company.UserLanguage), JsonSerializerOptions.Web));
    }
}

/// <summary>What else is remembered of a company.</summary>
/// <param name="HasLedgerAccounts">Whether accounts of the ledger are known there; null where Billit does not say.</param>
/// <param name="Language">What its people read, such as <c>NL</c>.</param>
internal sealed record BillitFacts(bool? HasLedgerAccounts, string? Language);
