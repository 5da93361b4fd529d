namespace PennaPay.Billy.Core;

/// <summary>Some rows of all that match.</summary>
public sealed record PageOf<TRow>(int Total, IReadOnlyList<TRow> Rows);
