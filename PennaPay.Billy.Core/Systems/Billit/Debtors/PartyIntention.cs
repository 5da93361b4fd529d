using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>
/// That a party is about to be created for a customer, written before the request: while nobody knows what became of it, no other is. It goes
/// once the customer is linked.
/// </summary>
public sealed class PartyIntention : IWorkspaceOwned
{
    private const string Mark = "pennapay-";

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    public Guid CustomerId { get; set; }

    /// <summary>What the party is found again by; see <see cref="ExternalIdOf"/>.</summary>
    public required string ExternalId { get; set; }

    /// <summary>When the request last left.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>When it was first looked for since, and not there; null while nobody has.</summary>
    public DateTimeOffset? MissedAt { get; set; }

    /// <summary>What a customer's party is called by this program: the same each time.</summary>
    internal static string ExternalIdOf(Guid customer) => $"{Mark}{customer:N}";

    /// <summary>Whether an id is one that <see cref="ExternalIdOf"/> makes, here or in another installation.</summary>
    internal static bool IsExternalId(string id) =>
        id.StartsWith(Mark, StringComparison.Ordinal) && Guid.TryParseExact(id.AsSpan(Mark.Length), "N", out _);
}
