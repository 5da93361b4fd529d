namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Collects what is wrong, and keeps only as much as is shown.</summary>
internal sealed class ImportErrors
{
    private readonly List<ImportError> shown = [];
    private readonly HashSet<ImportPlace> places = [];
    private readonly HashSet<string> columns = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    /// <summary>The first <see cref="ImportError.MostShown"/>, by row.</summary>
    public IReadOnlyList<ImportError> Shown => [.. shown.OrderBy(error => error.Row ?? 0)];

    public void Add(int? row, string? column, string code, params object[] args)
    {
        if (shown.Count < ImportError.MostShown)
            shown.Add(new(row, column, code, args));
        places.Add(new(row, column));
        Total++;
    }

    /// <summary>Adds what a rule finds, unless something is known to be wrong at that place: what it left behind needs no second word.</summary>
    public void AddIfNew(ImportPlace place, string code, params object[] args)
    {
        if (!places.Contains(place) && (place.Column is null || !columns.Contains(place.Column)))
            Add(place.Row, place.Column, code, args);
    }

    /// <summary>A whole column is missing, so that no row need be told for it.</summary>
    public void AddMissingColumn(int row, string heading)
    {
        Add(row, null, ImportProblems.ColumnMissing, heading);
        columns.Add(heading);
    }
}
