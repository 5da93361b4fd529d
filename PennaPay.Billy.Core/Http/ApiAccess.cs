using PennaPay.Billy.Core.Http.Writes;

namespace PennaPay.Billy.Core.Http;

/// <summary>Where a call goes, as whom and how urgently. An argument of every call, never state of a client.</summary>
public sealed record ApiAccess
{
    /// <param name="profile">The system behind the address.</param>
    /// <param name="baseAddress">Such as <c>https://example.com/v2/</c>; the slash at the end may be missing.</param>
    /// <param name="token">What the system knows the account by.</param>
    /// <param name="accountId">The account in that system, where known.</param>
    /// <exception cref="ArgumentException">The address is no place to send a token to.</exception>
    internal ApiAccess(ApiProfile profile, Uri baseAddress, AccessToken token, string? accountId = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(token);
        if (AddressProblem(baseAddress) is { } problem)
            throw new ArgumentException($"The address {problem}.", nameof(baseAddress));

        Profile = profile;
        BaseAddress = baseAddress.AbsoluteUri.EndsWith('/') ? baseAddress : new Uri(baseAddress.AbsoluteUri + "/");
        Token = token;
        AccountId = accountId;
    }

    /// <summary>The API's root, always with a slash at the end.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What the system knows the account by.</summary>
    public AccessToken Token { get; }

    /// <summary>The account behind the token, where known.</summary>
    public string? AccountId { get; internal init; }

    /// <summary>Whether the token is one that the system gave when somebody signed in there, not one that was pasted.</summary>
    public bool IsGranted { get; init; }

    /// <summary>Who goes first among those who use the same token.</summary>
    public RequestPriority Priority { get; init; }

    /// <summary>Until when a write may leave; null where nobody else could begin meanwhile.</summary>
    internal SendDeadline? SendBy { get; init; }

    /// <summary>What log lines of a request are about; null where the caller's own scope says it.</summary>
    internal LogScope? Scope { get; init; }

    /// <summary>Keeps requests in while the system is away; null where each goes, such as a person's test.</summary>
    internal OutageGate? Gate { get; init; }

    /// <summary>
    /// Whether a request that fails counts towards the system being away. What others ask for their own sake does not: it must not
    /// stop what waits to be pushed.
    /// </summary>
    internal bool TellsOutages { get; init; } = true;

    /// <summary>Whether requests ask if the system is back: they pass the gate, may not take long, and are not tried again.</summary>
    internal bool IsProbe { get; init; }

    /// <summary>How the system is spoken to.</summary>
    internal ApiProfile Profile { get; }

    /// <summary>What is wrong with an address as the end of a sentence, or null. A token travels in clear text to this machine only.</summary>
    internal static string? AddressProblem(Uri address) => address switch
    {
        { IsAbsoluteUri: false } => "must be absolute, such as https://example.com/v2/",
        { Scheme: not ("https" or "http") } => "must begin with https://",
        { Scheme: "http", IsLoopback: false } => "must begin with https:// (http:// is accepted for this machine only)",
        { UserInfo: not "" } => "must not contain a user name or password",
        { Query: not "" } or { Fragment: not "" } => "must not contain a query or fragment",
        _ => null,
    };
}
