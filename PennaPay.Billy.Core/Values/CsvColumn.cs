namespace PennaPay.Billy.Core.Values;

/// <param name="Heading">What stands on top, in the reader's language.</param>
/// <param name="Value">What stands in a row.</param>
public sealed record CsvColumn<TRow>(string Heading, Func<TRow, string?> Value);
