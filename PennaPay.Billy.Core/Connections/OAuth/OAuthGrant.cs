using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>What a system granted. Where it renews both tokens at once, the earlier ones are dead from now on: store these before their use.</summary>
/// <param name="Token">Goes with every request.</param>
/// <param name="RefreshToken">What the next ones are had for; null where the system gave none.</param>
/// <param name="ExpiresAt">When <paramref name="Token"/> ends at the latest; null where the system does not say.</param>
/// <param name="Scopes">What was granted; null where the system does not say, because it is what was asked for.</param>
public sealed record OAuthGrant(AccessToken Token, AccessToken? RefreshToken, DateTimeOffset? ExpiresAt, IReadOnlyList<string>? Scopes);
