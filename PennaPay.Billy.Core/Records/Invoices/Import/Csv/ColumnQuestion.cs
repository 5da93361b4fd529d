namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Which column of a table is which, for somebody to say.</summary>
/// <param name="Hash">Of the headings; what is said for them holds for every table that has the same.</param>
/// <param name="Headings">Each heading, fit to be shown, with what it is taken for: a <see cref="ImportColumn.Name"/>, or null for nothing.</param>
/// <param name="Samples">The first rows, at most <see cref="MostSamples"/>: a text for each heading, fit to be shown.</param>
/// <param name="IsNeeded">Whether nothing can be imported before somebody says it.</param>
/// <param name="IsRemembered">Whether somebody has said it before.</param>
public sealed record ColumnQuestion(
    string Hash, IReadOnlyList<AskedHeading> Headings, IReadOnlyList<IReadOnlyList<string>> Samples, bool IsNeeded, bool IsRemembered)
{
    public const int MostSamples = 3;
}

/// <summary>A heading, and the name of the column that it is taken for.</summary>
public sealed record AskedHeading(string Heading, string? Column);
