using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

namespace PennaPay.Billy.Core.Systems.PlugAndPay;

/// <summary>Plug&amp;Pay, as workspaces connect to it: any number of shops, each by a key of its own.</summary>
internal sealed class PlugAndPaySystem(PlugAndPayReader plugAndPay, PlugAndPayEndpoints endpoints) : ExternalSystem
{
    public const string SystemId = "plugandpay";

    /// <summary>What invoices of orders that came from Plug&amp;Pay say that they come from.</summary>
    public static readonly InvoiceOrigin Origin = new("PlugAndPay");

    /// <summary>Where the shops are: a day of theirs begins and ends there.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    public const string Euro = "EUR";

    /// <inheritdoc />
    public override string Id => SystemId;

    /// <inheritdoc />
    public override bool MayBeListed => false;

    /// <inheritdoc />
    public override AccessTokenRule TokenRule => PlugAndPayEndpoints.TokenRule;

    /// <inheritdoc />
    internal override ApiProfile Profile => endpoints.Profile;

    /// <inheritdoc />
    public override Uri? AddressOf(bool sandbox) => endpoints.Of(sandbox);

    /// <inheritdoc />
    public override async Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        try
        {
            var shop = await plugAndPay.GetShopAsync(access, cancellationToken);
            // Which country it is in is not told.
            return new Account(PlugAndPayIds.Text(shop.Id), shop.Name, Currency: Euro);
        }
        catch (ApiException elsewhere) when (elsewhere.ErrorCode == PlugAndPayProfile.Redirected)
        {
            // Somebody has to look at the address that is configured, so they are told what happened.
            return new Failure(FailureCodes.SystemUnavailable, elsewhere.Message);
        }
    }
}
