namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>How the customer stands in Billy.</summary>
public enum ContactMatch
{
    /// <summary>The contact is known.</summary>
    Linked,

    /// <summary>One contact fits; the push links it.</summary>
    Found,

    /// <summary>None fits; the push creates it.</summary>
    New,

    /// <summary>Several fit; a person must say which.</summary>
    Ambiguous,
}

/// <summary>What a push of an invoice would send, beside what is in Billy from the last one.</summary>
/// <param name="Version">The version of the invoice that this is about.</param>
/// <param name="Contact">How the customer stands in Billy.</param>
/// <param name="Now">What a push would send.</param>
/// <param name="Before">What was sent last, if Billy has a draft of ours.</param>
/// <param name="SentAt">When that was.</param>
/// <param name="Difference">What changed since; null when nothing was sent.</param>
/// <param name="Problems">What would stop the push; each once.</param>
/// <param name="IsUnchanged">
/// Whether the invoice is the one that was sent, so that a push would find it in Billy already even if its lines are posted
/// differently by now.
/// </param>
public sealed record InvoicePreview(
    int Version, ContactMatch Contact, DraftView Now, DraftView? Before, DateTimeOffset? SentAt, DraftDifference? Difference,
    IReadOnlyList<Failure> Problems, bool IsUnchanged);

/// <summary>What came of asking for a preview.</summary>
public abstract record PreviewResult
{
    private PreviewResult()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Ready(InvoicePreview Preview) : PreviewResult;

    /// <summary>Billy is not connected, or could not be asked.</summary>
    public sealed record Refused(Failure Failure) : PreviewResult;

    /// <summary>The workspace has no such invoice.</summary>
    public sealed record Missing : PreviewResult;
}
