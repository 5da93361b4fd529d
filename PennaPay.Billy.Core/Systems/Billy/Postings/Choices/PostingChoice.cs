using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>Where the owner wants lines of one kind posted in one connection. What is not chosen is decided by itself.</summary>
public sealed class PostingChoice : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The connection whose account and ruleset are meant.</summary>
    public Guid ConnectionId { get; set; }

    public PostingSubject Subject { get; set; }

    /// <summary>The name of a <see cref="VatTreatment"/>, or an account code as it stands on lines.</summary>
    public required string Key { get; set; }

    /// <summary>Billy's id of the account; null for a treatment whose lines go to the default account.</summary>
    public string? AccountId { get; set; }

    /// <summary>Billy's id of the ruleset; null lets the rate and the customer decide.</summary>
    public string? RulesetId { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    internal PostingTarget Target => new(AccountId, RulesetId);
}
