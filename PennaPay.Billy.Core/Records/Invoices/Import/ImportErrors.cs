namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Collects what is wrong, and keeps only as much as is shown.</summary>
internal sealed class ImportErrors
{
    private readonly List<ImportError> shown = [];

    public int Total { get; private set; }

    public void Add(int? row, string? column, string code, params object[] args)
    {
        if (shown.Count < ImportResult.Refused.MostErrors)
            shown.Add(new(row, column, code, args));
        Total++;
    }

    public ImportResult.Refused Refuse() => new([.. shown.OrderBy(error => error.Row ?? 0)], Total);
}
