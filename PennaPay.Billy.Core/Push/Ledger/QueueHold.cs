namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>How long a whole queue holds still.</summary>
/// <param name="Until">Null: until the connection was tested with success.</param>
public sealed record QueueHold(DateTimeOffset? Until);
