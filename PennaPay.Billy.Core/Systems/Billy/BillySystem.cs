using System.Text.Json;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Billy, as workspaces connect to it: one organisation at a time, by its access token.</summary>
internal sealed class BillySystem(BillyReader billy, BillyEndpoints endpoints) : ExternalSystem
{
    public const string SystemId = "billy";

    /// <summary>What invoices that came from Billy say that they come from. Its target takes none of these: they are there.</summary>
    public static readonly InvoiceOrigin Origin = new("Billy");

    /// <summary>How long it may take until what was created is carried out and listed.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    public override string Id => SystemId;

    /// <inheritdoc />
    public override bool HoldsOneAccount => true;

    /// <inheritdoc />
    public override AccessTokenRule TokenRule => BillyEndpoints.TokenRule;

    /// <inheritdoc />
    internal override ApiProfile Profile => endpoints.Profile;

    /// <inheritdoc />
    public override Uri? AddressOf(bool sandbox) => endpoints.Of(sandbox);

    /// <inheritdoc />
    public override async Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        var organization = await billy.GetOrganizationAsync(access, cancellationToken);
        // A locked organisation still answers reads, but no draft would get through.
        if (organization.IsLocked == true)
            return new Failure(FailureCodes.OrganizationLocked, organization.LockedReason);
        return new Account(
            organization.Id,
            organization.Name,
            organization.RegistrationNo,
            organization.CountryId,
            organization.BaseCurrencyId,
            BillyPages.Application(organization.AppUrl, access.BaseAddress) is null ? null : organization.AppUrl,
            JsonSerializer.Serialize(new BillyFacts(organization.InvoiceNoMode), JsonSerializerOptions.Web));
    }
}
