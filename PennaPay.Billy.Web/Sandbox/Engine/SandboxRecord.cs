namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// One stored record. Values are <see cref="string"/> (also dates, which then compare as text), <see cref="decimal"/>,
/// <see cref="bool"/> or null.
/// </summary>
internal sealed class SandboxRecord(Resource resource, string id)
{
    private Dictionary<string, object?> values = [];

    public Resource Resource => resource;

    public string Id => id;

    /// <summary>The table it stands in; null while it is being prepared.</summary>
    public SandboxTable? Table { get; set; }

    /// <summary>Order of creation; finer than the seconds of <c>createdTime</c>.</summary>
    public long Order { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The number of the request that created it.</summary>
    public long CreatedBy { get; set; }

    public object? this[string field]
    {
        get => field == "id" ? id : values.GetValueOrDefault(field);
        set
        {
            var before = values.GetValueOrDefault(field);
            values[field] = value;
            Table?.Changed(this, field, before, value);
        }
    }

    /// <summary>Everything that was ever set, also to null.</summary>
    public IReadOnlyDictionary<string, object?> Values => values;

    public string? Text(string field) => this[field] as string;

    public decimal Number(string field) => this[field] as decimal? ?? 0m;

    public bool Flag(string field) => this[field] is true;

    /// <summary>A copy that stands in no table, to prepare a change on.</summary>
    public SandboxRecord Copy() => new(resource, id)
    {
        values = new(values),
        Order = Order,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
    };

    /// <summary>A look-alike under another id.</summary>
    public SandboxRecord CopyAs(string otherId) => new(resource, otherId) { values = new(values) };

    public void TakeOver(SandboxRecord prepared)
    {
        foreach (var (field, value) in prepared.values)
            this[field] = value;
    }
}
