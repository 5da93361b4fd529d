using System.Text.Json.Serialization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What a person let a client do. A refresh token is good for one refresh, whenever that comes.</summary>
/// <param name="Companies">The companies that were chosen; none: every one, as with an API key.</param>
internal sealed record BillitGrant(IReadOnlyList<long> Companies) : SandboxGrant
{
    /// <summary>The key was made in the person's settings.</summary>
    public bool IsKey { get; init; }

    public bool IsRevoked { get; set; }

    /// <inheritdoc />
    [JsonIgnore] public override bool IsByHand => IsKey;

    public bool Opens(long company) => Companies.Count == 0 || Companies.Contains(company);
}

/// <summary>Two new tokens, as a client gets them, once.</summary>
internal sealed record BillitTokens(string Access, string Refresh);

/// <summary>A code that a person brought back to a client.</summary>
internal sealed record BillitCode(BillitGrant Grant, string RedirectUri, DateTimeOffset Ends);
