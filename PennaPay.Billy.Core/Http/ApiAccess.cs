using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Http;

/// <summary>Where a call goes and as whom. An argument of every call, never state of a client.</summary>
public sealed record ApiAccess
{
    /// <param name="baseAddress">Such as <c>https://api.billysbilling.com/v2/</c>; the slash at the end may be missing.</param>
    /// <param name="token">The company's token.</param>
    /// <param name="organizationId">
    /// Sent only when <see cref="BillyOptions.OmitOrganizationId"/> is off (billy-api.md 1.6).
    /// </param>
    /// <exception cref="ArgumentException">The address is no place to send a token to.</exception>
    public ApiAccess(Uri baseAddress, AccessToken token, string? organizationId = null)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(token);
        if (AddressProblem(baseAddress) is { } problem)
            throw new ArgumentException($"The address {problem}.", nameof(baseAddress));

        BaseAddress = baseAddress.AbsoluteUri.EndsWith('/') ? baseAddress : new Uri(baseAddress.AbsoluteUri + "/");
        Token = token;
        OrganizationId = organizationId;
    }

    /// <summary>The API's root, always with a slash at the end.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The company's token.</summary>
    public AccessToken Token { get; }

    /// <summary>The organisation behind the token, where known.</summary>
    public string? OrganizationId { get; }

    /// <summary>What is wrong with an address as the end of a sentence, or null. A token travels in clear text to this machine only.</summary>
    internal static string? AddressProblem(Uri address) => address switch
    {
        { IsAbsoluteUri: false } => "must be absolute, such as https://api.billysbilling.com/v2/",
        { Scheme: not ("https" or "http") } => "must begin with https://",
        { Scheme: "http", IsLoopback: false } => "must begin with https:// (http:// is accepted for this machine only)",
        { UserInfo: not "" } => "must not contain a user name or password",
        { Query: not "" } or { Fragment: not "" } => "must not contain a query or fragment",
        _ => null,
    };
}
