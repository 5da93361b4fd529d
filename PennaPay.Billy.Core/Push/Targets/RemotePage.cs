namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>One page of an account's documents.</summary>
/// <param name="Documents">As the system lists them.</param>
/// <param name="IsLast">Whether nothing follows.</param>
/// <param name="Total">How many documents there are on all pages; null where the system does not say.</param>
public sealed record RemotePage(IReadOnlyList<RemoteDocument> Documents, bool IsLast, int? Total);
