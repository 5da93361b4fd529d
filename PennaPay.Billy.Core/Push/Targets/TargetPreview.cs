namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What a push would send, as a target sees it.</summary>
/// <param name="Contact">How the customer stands in the system.</param>
/// <param name="Now">What a push would send.</param>
/// <param name="Before">What was sent last; null when nothing was, or when it can't be read any more.</param>
/// <param name="Problems">What would stop the push; each once.</param>
public sealed record TargetPreview(PartyMatch Contact, DraftView Now, DraftView? Before, IReadOnlyList<Failure> Problems);
