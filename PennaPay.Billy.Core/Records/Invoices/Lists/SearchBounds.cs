namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Where a search of invoices takes another way.</summary>
/// <param name="Few">So many that may match are read one by one; of more, those in front are sooner met in the order of the list.</param>
/// <param name="Counted">No more than this is counted of what matches, where there are many invoices.</param>
/// <param name="CountedWhole">Of so many invoices, those that match are counted however many.</param>
internal sealed record SearchBounds(int Few = 5_000, int Counted = 10_000, int CountedWhole = 100_000);
