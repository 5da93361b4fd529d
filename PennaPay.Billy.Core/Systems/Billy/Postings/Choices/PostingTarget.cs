namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>An account and a ruleset in Billy, by id; null leaves it open.</summary>
public sealed record PostingTarget(string? AccountId, string? RulesetId)
{
    /// <summary>Nothing chosen.</summary>
    public static PostingTarget Open { get; } = new(null, null);
}
