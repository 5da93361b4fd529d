namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>Which records of a run are shown.</summary>
public sealed record SyncItemQuery(Guid Run)
{
    public SyncModule? Module { get; init; }

    public SyncSide? Side { get; init; }

    public SyncOutcome? Outcome { get; init; }

    public SyncSection? Section { get; init; }

    /// <summary>Why they were left, or failed.</summary>
    public string? Code { get; init; }

    /// <summary>What their title has somewhere.</summary>
    public string? Search { get; init; }

    public int Skip { get; init; }

    /// <summary>How many at the most; never more than 200 are read.</summary>
    public int Take { get; init; } = 50;

    internal IQueryable<SyncItem> In(IQueryable<SyncItem> items)
    {
        items = items.Where(item => item.RunId == Run);
        if (Module is { } module)
            items = items.Where(item => item.Module == module);
        if (Side is { } side)
            items = items.Where(item => item.Side == side);
        if (Outcome is { } outcome)
            items = items.Where(item => item.Outcome == outcome);
        if (Code is { } code)
            items = items.Where(item => item.FailureCode == code);
        return Section switch
        {
            SyncSection.Matched => items.Where(item => item.MatchedBy != null && (item.Outcome == SyncOutcome.Linked || item.Outcome == SyncOutcome.Updated)),
            SyncSection.CreatedThere => items.Where(item => item.Outcome == SyncOutcome.Created && item.Side == SyncSide.There),
            SyncSection.CreatedHere => items.Where(item => item.Outcome == SyncOutcome.Created && item.Side == SyncSide.Here),
            SyncSection.Queued => items.Where(item => item.Outcome == SyncOutcome.Queued),
            SyncSection.Changed => items.Where(item => item.MatchedBy == null && (item.Outcome == SyncOutcome.Linked || item.Outcome == SyncOutcome.Updated)),
            SyncSection.Asked => items.Where(item => item.Outcome == SyncOutcome.Asked),
            SyncSection.Gone => items.Where(item => item.Outcome == SyncOutcome.Unlinked || item.Outcome == SyncOutcome.Deleted || item.Outcome == SyncOutcome.Archived),
            SyncSection.Left => items.Where(item => item.Outcome == SyncOutcome.Skipped || item.Outcome == SyncOutcome.Failed),
            _ => items,
        };
    }

    /// <summary>Which section the records of an outcome are in.</summary>
    internal static SyncSection SectionOf(SyncOutcome outcome, SyncSide side, bool isMatched) => outcome switch
    {
        SyncOutcome.Created => side == SyncSide.There ? SyncSection.CreatedThere : SyncSection.CreatedHere,
        SyncOutcome.Updated or SyncOutcome.Linked => isMatched ? SyncSection.Matched : SyncSection.Changed,
        SyncOutcome.Queued => SyncSection.Queued,
        SyncOutcome.Asked => SyncSection.Asked,
        SyncOutcome.Skipped or SyncOutcome.Failed => SyncSection.Left,
        _ => SyncSection.Gone,
    };
}
