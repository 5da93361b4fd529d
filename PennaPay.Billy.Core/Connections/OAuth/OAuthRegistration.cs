using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>This program as a system's authorization server knows it (RFC 6749, 2), and where that server is.</summary>
public sealed record OAuthRegistration
{
    /// <summary>What people call the system: shown in messages and logs.</summary>
    public required string SystemName { get; init; }

    /// <summary>Where a person's browser goes to allow the connection.</summary>
    public required Uri AuthorizeAddress { get; init; }

    /// <summary>Where this program exchanges codes and refresh tokens.</summary>
    public required Uri TokenAddress { get; init; }

    /// <summary>Where this program takes tokens back (RFC 7009); null where the system has no such place.</summary>
    public Uri? RevokeAddress { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Goes with every request to the token and the revoke address, in its body.</summary>
    public required AccessToken ClientSecret { get; init; }

    /// <summary>What is asked for; empty where the system knows no scopes, and is asked for none.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether the token and the revoke address take JSON, instead of the form that RFC 6749 says.</summary>
    public bool TakesJson { get; init; }

    /// <summary>Whether it takes the proof of RFC 7636, or nothing says that it does. Default: it does.</summary>
    public bool TakesProof { get; init; } = true;

    /// <summary>How long before a token's end new ones are asked for: far less than it lives. Default: two hours.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Reads refusals of the token address that are in the system's own words, not in those of RFC 6749; null where there are none.</summary>
    internal ApiProfile? OwnWords { get; init; }

    /// <summary>Which of <see cref="OwnWords"/>' codes say that the code or refresh token is used, expired or taken back.</summary>
    public IReadOnlyList<string> EndedCodes { get; init; } = [];
}
