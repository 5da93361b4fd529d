using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Where the real Billit is, where the sandbox is, if this program runs one, and how both are spoken to.</summary>
public sealed class BillitEndpoints(IOptions<BillitOptions> options)
{
    /// <summary>What the keys look like that people make in Billit themselves.</summary>
    public static AccessTokenRule TokenRule => BillitProfile.TokenRule;

    /// <summary>The real Billit.</summary>
    public BillitAddresses Billit => new(
        options.Value.Api, options.Value.Logon, options.Value.Token, options.Value.Revoke, options.Value.ClientId, options.Value.ClientSecret);

    /// <summary>The sandbox; null until the program that runs one knows its own address.</summary>
    public BillitAddresses? Sandbox { get; set; }

    /// <summary>One of the two; null where there is no sandbox.</summary>
    public BillitAddresses? Of(bool sandbox) => sandbox ? Sandbox : Billit;

    /// <summary>
    /// What this program is registered as with one of the two; null where it is not, and people paste a key. There are no scopes: a
    /// token acts as the person, in every company that the person works in.
    /// </summary>
    public OAuthRegistration? RegistrationOf(bool sandbox) =>
        Of(sandbox) is { ClientId.Length: > 0 } at && AccessTokenRule.Any.Check(at.ClientSecret, out var secret) is null
            ? new()
            {
                SystemName = Profile.Name,
                AuthorizeAddress = at.Logon,
                TokenAddress = at.Token,
                RevokeAddress = at.Revoke,
                ClientId = at.ClientId,
                ClientSecret = secret!,
                Scopes = [],
                TakesJson = true,
                TakesProof = false,
                // They live for an hour.
                RenewBefore = TimeSpan.FromMinutes(10),
                OwnWords = Profile,
                EndedCodes = BillitErrorCodes.OfTokens,
            }
            : null;

    /// <summary>How Billit is spoken to.</summary>
    internal ApiProfile Profile { get; } = new BillitProfile(options);
}

/// <summary>Where a Billit is, and what it has registered this program as. No record, for a record prints what it holds.</summary>
public sealed class BillitAddresses(Uri api, Uri logon, Uri token, Uri revoke, string clientId, string clientSecret)
{
    /// <summary>The API's root, below which everything but tokens is under <c>v1/</c>.</summary>
    public Uri Api => api;

    /// <summary>Where people sign in and choose a company.</summary>
    public Uri Logon => logon;

    public Uri Token => token;

    public Uri Revoke => revoke;

    public string ClientId => clientId;

    internal string ClientSecret => clientSecret;
}
