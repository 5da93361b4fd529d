using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>What a push of an invoice would send, beside what is there from the last one.</summary>
/// <param name="Version">The version of the invoice that this is about.</param>
/// <param name="Contact">How the customer stands in the system.</param>
/// <param name="Now">What a push would send.</param>
/// <param name="Before">What was sent last, if the system has a document of ours.</param>
/// <param name="SentAt">When that was.</param>
/// <param name="Difference">What changed since; null when nothing was sent.</param>
/// <param name="Problems">What would stop the push; each once.</param>
/// <param name="IsUnchanged">
/// Whether the invoice is the one that was sent, so that a push would find it there already even if its lines are posted
/// differently by now.
/// </param>
public sealed record InvoicePreview(
    int Version, PartyMatch Contact, DraftView Now, DraftView? Before, DateTimeOffset? SentAt, DraftDifference? Difference,
    IReadOnlyList<Failure> Problems, bool IsUnchanged);
