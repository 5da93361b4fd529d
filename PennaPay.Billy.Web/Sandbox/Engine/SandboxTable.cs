namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The records of one resource, found by id and by the indexed properties without a scan.</summary>
/// <param name="resource">What is in it.</param>
/// <param name="touched">Is told of every record that came, changed or went.</param>
internal sealed class SandboxTable(Resource resource, Action<SandboxRecord> touched)
{
    private readonly Dictionary<string, SandboxRecord> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, HashSet<SandboxRecord>>> indexes =
        resource.Indexes.ToDictionary(field => field, _ => new Dictionary<string, HashSet<SandboxRecord>>(StringComparer.Ordinal));

    public Resource Resource => resource;

    public IReadOnlyCollection<SandboxRecord> All => byId.Values;

    public bool HasIndex(string field) => indexes.ContainsKey(field);

    public SandboxRecord? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>Records with that value, oldest first.</summary>
    public IReadOnlyList<SandboxRecord> Where(string field, string value)
    {
        if (!indexes.TryGetValue(field, out var index))
            return [.. byId.Values.Where(r => r.Text(field) == value).OrderBy(r => r.Order)];
        return index.TryGetValue(value, out var records) ? [.. records.OrderBy(r => r.Order)] : [];
    }

    public bool Any(string field, string value) =>
        indexes.TryGetValue(field, out var index) ? index.ContainsKey(value) : byId.Values.Any(r => r.Text(field) == value);

    public void Add(SandboxRecord record)
    {
        byId.Add(record.Id, record);
        record.Table = this;
        foreach (var field in indexes.Keys)
            Reindex(record, field, null, record[field]);
        touched(record);
    }

    public void Remove(SandboxRecord record)
    {
        byId.Remove(record.Id);
        record.Table = null;
        foreach (var field in indexes.Keys)
            Reindex(record, field, record[field], null);
        touched(record);
    }

    /// <summary>A property of a record that stands in it got another value.</summary>
    public void Changed(SandboxRecord record, string field, object? before, object? after)
    {
        if (Equals(before, after))
            return;
        Reindex(record, field, before, after);
        touched(record);
    }

    private void Reindex(SandboxRecord record, string field, object? before, object? after)
    {
        if (!indexes.TryGetValue(field, out var index))
            return;
        if (before is string old && index.TryGetValue(old, out var records) && records.Remove(record) && records.Count == 0)
            index.Remove(old);
        if (after is not string now)
            return;
        if (!index.TryGetValue(now, out records))
            index[now] = records = [];
        records.Add(record);
    }
}
