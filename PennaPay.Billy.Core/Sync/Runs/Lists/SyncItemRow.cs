using PennaPay.Billy.Core.Sync.Merging;

namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>A record of a run, with the fields that were written.</summary>
public sealed record SyncItemRow(SyncItem Item, IReadOnlyList<SyncChange> Changes);

/// <summary>One field of one of our records, or of theirs, as a run wrote it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Run">The run.</param>
/// <param name="At">When.</param>
/// <param name="StartedBy">Who started the run.</param>
/// <param name="Cause">Why it was started.</param>
public sealed record SyncFieldHistory(SyncChange Change, Guid Run, DateTimeOffset At, string StartedBy, SyncCause Cause);

/// <summary>A line of a run as it is taken along: a field, or a record without any.</summary>
public sealed record SyncExportRow(SyncItem Item, SyncSide? Side, string? Field, string? Old, string? New, ChangeReason? Reason);
