namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What a person let a client do, and the tokens of it, which are known by their hashes alone.</summary>
/// <param name="Companies">The companies that were chosen; none: every one, as with an API key.</param>
internal sealed record BillitGrant(IReadOnlyList<long> Companies)
{
    /// <summary>The key was made in the person's settings.</summary>
    public bool IsKey { get; init; }

    public bool IsRevoked { get; set; }

    public string AccessHash { get; set; } = "";

    public DateTimeOffset AccessEnds { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Good for one refresh, whenever that comes.</summary>
    public string RefreshHash { get; set; } = "";

    public bool Opens(long company) => Companies.Count == 0 || Companies.Contains(company);
}

/// <summary>Two new tokens, as a client gets them, once.</summary>
internal sealed record BillitTokens(string Access, string Refresh);

/// <summary>A code that a person brought back to a client.</summary>
internal sealed record BillitCode(BillitGrant Grant, string RedirectUri, DateTimeOffset Ends);
