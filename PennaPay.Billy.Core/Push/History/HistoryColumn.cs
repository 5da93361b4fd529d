namespace PennaPay.Billy.Core.Push.History;

/// <param name="Heading">What stands on top, in the reader's language.</param>
/// <param name="Value">What stands in a row.</param>
public sealed record HistoryColumn(string Heading, Func<HistoryRow, string?> Value);
