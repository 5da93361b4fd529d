using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>What a run is going to do with one kind of record.</summary>
/// <param name="Pair">Both sides.</param>
/// <param name="Input">What they were when they were read.</param>
/// <param name="Plan">What is done.</param>
internal sealed record KindPlan(RecordPair Pair, PlanInput Input, SyncPlan Plan);
