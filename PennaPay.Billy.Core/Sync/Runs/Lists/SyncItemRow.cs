using PennaPay.Billy.Core.Sync.Merging;

namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>A record of a run, with the fields that were written.</summary>
public sealed record SyncItemRow(SyncItem Item, IReadOnlyList<SyncChange> Changes);

/// <summary>A line of a run as it is taken along: a field, or a record without any.</summary>
public sealed record SyncExportRow(SyncItem Item, SyncSide? Side, string? Field, string? Old, string? New, ChangeReason? Reason);
