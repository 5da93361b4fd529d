namespace PennaPay.Billy.Core;

/// <summary>Some rows of all that match.</summary>
/// <param name="Total">How many match; at least so many where <paramref name="HasMore"/>.</param>
/// <param name="Rows">Those of the page.</param>
/// <param name="HasMore">Whether more match than were counted.</param>
public sealed record PageOf<TRow>(int Total, IReadOnlyList<TRow> Rows, bool HasMore = false);
