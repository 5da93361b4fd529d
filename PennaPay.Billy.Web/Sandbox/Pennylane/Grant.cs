using System.Text.Json.Serialization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What somebody let a client do with one company.</summary>
/// <param name="Company">The company's id.</param>
/// <param name="IsDeveloper">The token was made in the company's settings: nobody stands behind it, and it does not expire.</param>
internal sealed record Grant(long Company, bool IsDeveloper) : SandboxGrant
{
    public required IReadOnlyList<string> Scopes { get; set; }

    /// <inheritdoc />
    [JsonIgnore] public override bool IsByHand => IsDeveloper;

    public DateTimeOffset RefreshEnds { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The requests of the present token.</summary>
    [JsonIgnore] public RequestBudget Budget { get; set; } = new();

    public bool Allows(string resource) => Scopes.Contains($"{resource}:readonly") || Scopes.Contains($"{resource}:all");
}

/// <summary>Two new tokens, as a client gets them, once.</summary>
internal sealed record TokenPair(string Access, string Refresh, IReadOnlyList<string> Scopes);

/// <summary>A code that a person brought back to a client.</summary>
internal sealed record AuthorizationCode(Grant Grant, string RedirectUri, string? Challenge, DateTimeOffset Ends)
{
    public bool IsUsed { get; set; }
}

/// <summary>The requests of one token within five seconds, which begin with the first of them.</summary>
internal sealed class RequestBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private DateTimeOffset started = DateTimeOffset.MinValue;
    private int used;

    /// <summary>Takes a request, if there is one left.</summary>
    public (bool IsGranted, int Remaining, DateTimeOffset Ends) Take(DateTimeOffset now, int limit)
    {
        lock (gate)
        {
            if (now - started >= Window || now < started)
                (started, used) = (now, 0);
            var isGranted = used < limit;
            if (isGranted)
                used++;
            return (isGranted, Math.Max(0, limit - used), started + Window);
        }
    }
}
