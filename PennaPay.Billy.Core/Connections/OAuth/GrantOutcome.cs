using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>What came of asking for tokens.</summary>
public abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    public sealed record Granted(OAuthGrant Grant) : GrantOutcome;

    /// <summary>The code or refresh token is used, expired or taken back: a person has to allow the connection again.</summary>
    public sealed record ConnectAgain : GrantOutcome;

    /// <summary>The system does not take this program as it is configured: its id, secret or redirect address. No user can change that.</summary>
    /// <param name="ErrorCode">One of RFC 6749, 5.2; null when the system named none of them.</param>
    public sealed record NotAccepted(string? ErrorCode) : GrantOutcome;

    /// <summary>
    /// There was no answer to go by. Asking again with the same token is right even when the system may have granted already: it
    /// grants once more, or says that the token is used.
    /// </summary>
    /// <param name="Why">What happened, without any token.</param>
    public sealed record TryLater(ApiException Why) : GrantOutcome;
}
