using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Connections.OAuth;

/// <summary>What asks Acme's authorization server, in front of answers that a test lines up.</summary>
internal sealed class OAuthHost() : ApiHost(
    new ApiAccess(new AcmeProfile(), new Uri("https://acme.test/"), AcmeProfile.Token()),
    null,
    realHandler: false,
    services => services.AddApiSender().AddOAuthTokens())
{
    public const string Secret = "client-secret-0123456789";
    public const string Code = "code+with/signs=";
    public const string OldRefreshToken = "old-refresh-token-0123456789";

    public static OAuthRegistration Acme { get; } = new()
    {
        SystemName = "Acme",
        AuthorizeAddress = new("https://acme.test/oauth/authorize"),
        TokenAddress = new("https://acme.test/oauth/token"),
        RevokeAddress = new("https://acme.test/oauth/revoke"),
        ClientId = "billy & co",
        ClientSecret = AcmeProfile.Token(Secret),
        Scopes = ["things:readonly", "people:readonly"],
    };

    public static AuthorizeRequest Request { get; } = new(new Uri("https://our.test/connections/back?to=acme"), "state 1/2");

    public Task<GrantOutcome> ExchangeAsync(string code = Code, AuthorizeRequest? request = null) =>
        Get<OAuthTokens>().ExchangeAsync(Acme, code, request ?? Request, default);

    public Task<GrantOutcome> RefreshAsync() => Get<OAuthTokens>().RefreshAsync(Acme, AcmeProfile.Token(OldRefreshToken), default);

    public Task<ApiException?> RevokeAsync() => Get<OAuthTokens>().RevokeAsync(Acme, AcmeProfile.Token(OldRefreshToken), default);
}
