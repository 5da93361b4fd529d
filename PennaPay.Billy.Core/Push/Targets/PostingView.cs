namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How a line is posted, in words; null is not known.</summary>
/// <param name="AccountNo">The account's number.</param>
/// <param name="AccountName">The account's name.</param>
/// <param name="Ruleset">What decides the line's VAT, by name.</param>
/// <param name="RatePercent">The VAT that the system adds.</param>
/// <param name="Failure">Why it cannot be posted as things are.</param>
public sealed record PostingView(string? AccountNo, string? AccountName, string? Ruleset, decimal? RatePercent, Failure? Failure = null);
