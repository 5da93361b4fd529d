namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>All that a run is going to do.</summary>
/// <param name="Records">In the order in which it is done; what is alike has none.</param>
/// <param name="Unchanged">How many linked records are alike.</param>
public sealed record SyncPlan(IReadOnlyList<PlannedRecord> Records, int Unchanged)
{
    /// <summary>The same for the same plan alone.</summary>
    public string Hash() => PlanHash.Of(Records.Select(record => record.Line()));
}
