using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Where a search of invoices takes another way.</summary>
/// <param name="Few">See <see cref="SqliteSearch.Few"/>.</param>
/// <param name="Counted">No more than this is counted of what matches, where there are many invoices.</param>
/// <param name="CountedWhole">Of so many invoices, those that match are counted however many.</param>
internal sealed record SearchBounds(int Few = SqliteSearch.Few, int Counted = 10_000, int CountedWhole = 100_000);
