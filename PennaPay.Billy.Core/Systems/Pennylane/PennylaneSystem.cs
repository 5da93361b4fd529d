using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;

namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>Pennylane, as workspaces connect to it: any number of companies, by signing in there or by a token; it is only ever read.</summary>
internal sealed class PennylaneSystem(PennylaneReader pennylane, PennylaneEndpoints endpoints) : ExternalSystem
{
    public const string SystemId = "pennylane";

    /// <summary>What invoices that came from Pennylane say that they come from.</summary>
    public static readonly InvoiceOrigin Origin = new("Pennylane");

    /// <summary>Where Pennylane's companies are.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private const string France = "FR";
    private const string Euro = "EUR";

    /// <inheritdoc />
    public override string Id => SystemId;

    /// <inheritdoc />
    public override bool MayBeListed => false;

    /// <inheritdoc />
    public override AccessTokenRule TokenRule => PennylaneEndpoints.TokenRule;

    /// <inheritdoc />
    internal override ApiProfile Profile => endpoints.Profile;

    /// <inheritdoc />
    public override Uri? AddressOf(bool sandbox) => endpoints.Of(sandbox)?.Api;

    /// <inheritdoc />
    public override OAuthRegistration? SignInOf(bool sandbox) => endpoints.RegistrationOf(sandbox);

    /// <inheritdoc />
    public override async Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken)
    {
        var me = await pennylane.GetMeAsync(access, cancellationToken);
        // Without one of the two nothing could be read, and nobody would know why.
        if (PennylaneEndpoints.Needed.FirstOrDefault(resource => !me.MayRead(resource)) is { } missing)
            return new Failure(FailureCodes.ScopeMissing, $"{missing}:readonly");
        return new Account(PennylaneIds.Text(me.Company.Id), me.Company.Name, me.Company.RegNo, France, Euro);
    }
}
