namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>A document that was sent and is to be found again.</summary>
/// <param name="RemoteId">The system's id.</param>
/// <param name="Key">Our key, if it went by one.</param>
/// <param name="IssueDate">The date on the invoice, if it still is here.</param>
public sealed record SentDocument(string RemoteId, string? Key, DateOnly? IssueDate);
