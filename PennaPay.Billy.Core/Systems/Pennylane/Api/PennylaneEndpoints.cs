using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>Where the real Pennylane is, where the sandbox is, if this program runs one, and how both are spoken to.</summary>
public sealed class PennylaneEndpoints(IOptions<PennylaneOptions> options)
{
    /// <summary>What a token must be allowed to read.</summary>
    public static IReadOnlyList<string> Needed { get; } = ["customers", "customer_invoices"];

    // Nothing that could write: payments stand below the invoices, contacts below the customers.
    private static readonly string[] Scopes = [.. Needed.Select(resource => $"{resource}:readonly")];


    /// <summary>What Pennylane's tokens look like.</summary>
    public static AccessTokenRule TokenRule => PennylaneProfile.TokenRule;

    /// <summary>The real Pennylane.</summary>
    public PennylaneAddresses Pennylane => new(
        options.Value.BaseAddress,
        options.Value.AuthorizeAddress,
        options.Value.TokenAddress,
        options.Value.RevokeAddress,
        options.Value.ClientId,
        options.Value.ClientSecret);

    /// <summary>The sandbox; null until the program that runs one knows its own address.</summary>
    public PennylaneAddresses? Sandbox { get; set; }

    /// <summary>One of the two; null where there is no sandbox.</summary>
    public PennylaneAddresses? Of(bool sandbox) => sandbox ? Sandbox : Pennylane;

    /// <summary>What this program is registered as with one of the two; null where it is not, and people paste a token.</summary>
    public OAuthRegistration? RegistrationOf(bool sandbox) =>
        Of(sandbox) is { ClientId.Length: > 0 } at && AccessTokenRule.Any.Check(at.ClientSecret, out var secret) is null
            ? new()
            {
                SystemName = Profile.Name,
                AuthorizeAddress = at.Authorize,
                TokenAddress = at.Token,
                RevokeAddress = at.Revoke,
                ClientId = at.ClientId,
                ClientSecret = secret!,
                Scopes = Scopes,
            }
            : null;

    /// <summary>How Pennylane is spoken to.</summary>
    internal ApiProfile Profile { get; } = new PennylaneProfile(options);
}

/// <summary>Where a Pennylane is, and what it has registered this program as. No record, for a record prints what it holds.</summary>
public sealed class PennylaneAddresses(Uri api, Uri authorize, Uri token, Uri revoke, string clientId, string clientSecret)
{
    /// <summary>The API's root.</summary>
    public Uri Api => api;

    public Uri Authorize => authorize;

    public Uri Token => token;

    public Uri Revoke => revoke;

    public string ClientId => clientId;

    internal string ClientSecret => clientSecret;
}
