namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>Every record that a request changed or deleted, in the order in which it did.</summary>
internal sealed class Changes
{
    private readonly OrderedDictionary<string, List<SandboxRecord>> saved = [];
    private readonly HashSet<SandboxRecord> seen = [];
    private readonly OrderedDictionary<string, List<string>> deleted = [];

    public bool Any => saved.Count > 0 || deleted.Count > 0;

    public IReadOnlyDictionary<string, List<SandboxRecord>> Saved => saved;

    public IReadOnlyDictionary<string, List<string>> Deleted => deleted;

    public void Save(SandboxRecord record)
    {
        if (!seen.Add(record))
            return;
        if (!saved.TryGetValue(record.Resource.Plural, out var records))
            saved[record.Resource.Plural] = records = [];
        records.Add(record);
    }

    public void Delete(SandboxRecord record)
    {
        if (!deleted.TryGetValue(record.Resource.Plural, out var ids))
            deleted[record.Resource.Plural] = ids = [];
        ids.Add(record.Id);
    }
}
