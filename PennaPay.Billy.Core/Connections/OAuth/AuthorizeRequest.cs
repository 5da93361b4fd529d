namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>Where a browser is sent so that a person allows the connection (RFC 6749, 4.1.1).</summary>
/// <param name="Redirect">Where the person comes back to: exactly what the system has registered.</param>
/// <param name="State">What comes back unchanged, unguessable and used once, so that nobody else's answer is taken.</param>
/// <param name="Verifier">Goes along hashed, for a system that takes it (RFC 7636).</param>
public sealed record AuthorizeRequest(Uri Redirect, string State, PkceVerifier? Verifier = null)
{
    /// <summary>The address of the system's own page.</summary>
    public Uri AddressAt(OAuthRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var proof = registration.TakesProof ? Verifier : null;
        (string Key, string? Value)[] query =
        [
            ("client_id", registration.ClientId),
            ("redirect_uri", Redirect.AbsoluteUri),
            ("response_type", "code"),
            ("scope", registration.Scopes.Count == 0 ? null : string.Join(' ', registration.Scopes)),
            ("state", State),
            ("code_challenge", proof?.Challenge),
            ("code_challenge_method", proof is null ? null : "S256"),
        ];
        var pairs = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return new UriBuilder(registration.AuthorizeAddress) { Query = string.Join('&', pairs) }.Uri;
    }
}
