namespace PennaPay.Billy.Web.Sandbox.Engine;

[Flags]
internal enum Verbs
{
    None = 0,
    Get = 1,
    List = 2,
    Create = 4,
    Update = 8,
    Delete = 16,
    BulkDelete = 32,
    BulkSave = 64,
    Read = Get | List,
    All = Read | Create | Update | Delete | BulkDelete,
}

/// <summary>One kind of record: its names, what may be done with it, its properties and how lists of it are asked for.</summary>
internal sealed class Resource(string plural, string singular, Verbs verbs, params Field[] fields)
{
    private readonly Dictionary<string, Field> byName = fields.ToDictionary(f => f.Name);

    public string Plural => plural;

    public string Singular => singular;

    public Verbs Verbs => verbs;

    public IReadOnlyList<Field> Fields => fields;

    /// <summary>Readable without a token.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The filter without which a list is refused.</summary>
    public string? RequiredFilter { get; init; }

    /// <summary>Properties that a list can be filtered by.</summary>
    public string[] Filters { get; init; } = [];

    /// <summary>Properties that take <c>min…</c> and <c>max…</c> filters.</summary>
    public string[] Ranges { get; init; } = [];

    /// <summary>Query parameters that name a period, with the property each looks at.</summary>
    public (string Parameter, string Field)[] Periods { get; init; } = [];

    /// <summary>Query parameters that ask whether there are any records in a has-many.</summary>
    public (string Parameter, string Field)[] Presences { get; init; } = [];

    /// <summary>What a search looks through; may lead over a belongs-to: <c>contact.name</c>.</summary>
    public string[] Search { get; init; } = [];

    /// <summary>What a list may be sorted by; null: any property of the resource.</summary>
    public string[]? Sortable { get; init; }

    /// <summary>The order when nothing is asked for.</summary>
    public string SortBy { get; init; } = "createdTime";

    public bool SortDescending { get; init; }

    /// <summary>Properties that are looked up often enough to deserve an index.</summary>
    public string[] Indexes { get; init; } = [];

    /// <summary>Who may point here, so that a record in use is not deleted: <c>invoices.contactId</c>.</summary>
    public (string Resource, string Field)[] UsedBy { get; init; } = [];

    /// <summary>The property that keeps the order among the records of one has-many; null: the order of creation.</summary>
    public string? Position { get; init; }

    /// <summary>What <see cref="Position"/> begins with.</summary>
    public int PositionFrom { get; init; }

    public ResourceRules Rules { get; init; } = ResourceRules.None;

    public Field? this[string name] => byName.GetValueOrDefault(name);

    public IEnumerable<Field> Children => fields.Where(f => f.Kind == FieldKind.HasMany);
}
