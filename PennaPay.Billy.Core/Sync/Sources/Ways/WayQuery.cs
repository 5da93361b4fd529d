namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>Which invoices of a source's account are asked for, the newest first.</summary>
public sealed record WayQuery
{
    /// <summary>Only those that are so far; null for all.</summary>
    public WayState? State { get; init; }

    /// <summary>Part of the number, the source's id or the customer's name.</summary>
    public string? Search { get; init; }

    /// <summary>The first and the last issue date; null for any.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = 50;
}
