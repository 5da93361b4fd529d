namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>A document that was sent and is to be found again.</summary>
/// <param name="RemoteId">The system's id.</param>
/// <param name="Key">Our key, if it went by one.</param>
/// <param name="Number">Our number, by which it is looked for where the system keeps no keys.</param>
/// <param name="IssueDate">The date on the invoice, if it still is here.</param>
public sealed record SentDocument(string RemoteId, string? Key, string Number, DateOnly? IssueDate);
