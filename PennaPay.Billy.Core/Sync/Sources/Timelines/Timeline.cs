namespace PennaPay.Billy.Core.Sync.Sources.Timelines;

/// <summary>The newest of what happened with a customer.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="HasMore">Whether there is more.</param>
public sealed record Timeline(IReadOnlyList<TimelineEntry> Entries, bool HasMore);

/// <summary>One thing that happened with a customer.</summary>
public sealed record TimelineEntry
{
    public required TimelineKind Kind { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>What it is known by among those of its kind.</summary>
    public Guid Id { get; init; }

    /// <summary>Our invoice or credit note, or the one that the money moved for; null where it is about none.</summary>
    public Guid? Invoice { get; init; }

    /// <summary>That one's number.</summary>
    public string? Number { get; init; }

    /// <summary>The total with VAT, negative of a credit note; of a payment, all that moved on the account. Null where no money is meant.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of three capitals; there with <see cref="Amount"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>How an invoice or credit note stands now.</summary>
    public SourcedInvoice? Standing { get; init; }

    /// <summary>Whether something is still to pay on it, and its last day to pay is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What the account statement says of a payment.</summary>
    public string? Note { get; init; }
}

/// <summary>What can happen with a customer. Of those on one day, the first here is shown first.</summary>
public enum TimelineKind
{
    /// <summary>The source was found to have it no more.</summary>
    Gone,

    /// <summary>Nothing new was to be read of it from then on.</summary>
    LeftOut,

    /// <summary>It was to be read again from then on.</summary>
    TakenInAgain,

    /// <summary>Money moved on an account, and the source ties it to an invoice.</summary>
    Payment,

    CreditNote,

    Invoice,
}
