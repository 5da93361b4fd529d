namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>A run with what became of its records.</summary>
public sealed record SyncRunRow(SyncRun Run, IReadOnlyList<SyncCount> Counts)
{
    public int Of(SyncSide side, params SyncOutcome[] outcomes) =>
        Counts.Where(count => count.Side == side && outcomes.Contains(count.Outcome)).Sum(count => count.Count);

    public int Of(params SyncOutcome[] outcomes) => Counts.Where(count => outcomes.Contains(count.Outcome)).Sum(count => count.Count);
}

/// <summary>How many records of a module a run did the same with on one side.</summary>
public sealed record SyncCount(SyncModule Module, SyncSide Side, SyncOutcome Outcome, int Count);
