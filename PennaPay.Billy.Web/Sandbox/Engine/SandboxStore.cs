using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>All tables of one account, over the reference data that every account of its system shares.</summary>
/// <param name="schema">What there are tables of.</param>
/// <param name="shared">The reference data.</param>
/// <param name="seed">
/// Where the ids of what is added without rules come from. The same seed gives the same ids after a restart, so that a
/// client which remembers an organisation, its accounts and its rulesets finds them again.
/// </param>
internal sealed class SandboxStore(SandboxSchema schema, SandboxStore? shared = null, string? seed = null)
{
    private const string IdCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly Dictionary<string, SandboxTable> tables = [];
    private HashSet<SandboxRecord> touched = [];
    private long order;
    private long seeded;

    public SandboxSchema Schema => schema;

    public SandboxTable this[string plural]
    {
        get
        {
            if (shared is not null && shared.tables.TryGetValue(plural, out var common))
                return common;
            if (!tables.TryGetValue(plural, out var table))
                tables[plural] = table = new(schema[plural], record => touched.Add(record));
            return table;
        }
    }

    /// <summary>Nothing was ever put in.</summary>
    public bool IsEmpty => order == 0;

    /// <summary>The records that came, changed or went since this was last asked; those that went stand in no table.</summary>
    public IReadOnlyCollection<SandboxRecord> TakeTouched()
    {
        if (touched.Count == 0)
            return [];
        var taken = touched;
        touched = [];
        return taken;
    }

    /// <summary>Every record of this account.</summary>
    public IEnumerable<SandboxRecord> All => tables.Values.SelectMany(table => table.All);

    public static string NewId() => RandomNumberGenerator.GetString(IdCharacters, 22);

    /// <summary>An id for what is added with rules while an account is set up: the same each time, from the same seed.</summary>
    public string NextSeededId() => SeededId(string.Create(CultureInfo.InvariantCulture, $"{seed}/saved/{++seeded}"));

    private string SeededId(string source)
    {
        if (seed is null)
            return NewId();
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(source));
        return string.Create(22, bytes, static (id, hash) =>
        {
            for (var i = 0; i < id.Length; i++)
                id[i] = IdCharacters[hash[i] % IdCharacters.Length];
        });
    }

    public SandboxRecord Add(SandboxRecord record)
    {
        record.Order = ++order;
        this[record.Resource.Plural].Add(record);
        return record;
    }

    /// <summary>Puts a record back that was here before, or what it had become, in its old order.</summary>
    public void Restore(SandboxRecord record)
    {
        order = Math.Max(order, record.Order);
        var table = this[record.Resource.Plural];
        if (table.Find(record.Id) is { } before)
            table.Remove(before);
        table.Add(record);
    }

    /// <summary>Adds a record as it is, without rules: for seeds and for what the system itself makes.</summary>
    public SandboxRecord Add(string plural, string? id, params ReadOnlySpan<(string Field, object? Value)> values)
    {
        var resource = schema[plural];
        var record = new SandboxRecord(resource, id ?? SeededId(string.Create(CultureInfo.InvariantCulture, $"{seed}/{order}")));
        foreach (var field in resource.Fields)
        {
            if (field.Kind != FieldKind.HasMany)
                record[field.Name] = field.Default;
        }
        foreach (var (field, value) in values)
            record[field] = value is int number ? (decimal)number : value;
        return Add(record);
    }

    /// <summary>The records of a has-many, in their order.</summary>
    public IReadOnlyList<SandboxRecord> Children(SandboxRecord parent, Field many)
    {
        var children = this[many.Target].Where(many.ForeignKey, ForeignKeyOf(parent, many));
        return schema[many.Target].Position is { } position ? [.. children.OrderBy(child => child.Number(position))] : children;
    }

    /// <summary>What a child's foreign key says: the parent's id, or <c>type:id</c> where it is a reference.</summary>
    public string ForeignKeyOf(SandboxRecord parent, Field many) =>
        schema[many.Target][many.ForeignKey]!.Kind == FieldKind.Reference
            ? $"{parent.Resource.Singular}:{parent.Id}"
            : parent.Id;

    /// <summary>The record behind <c>type:id</c>.</summary>
    public SandboxRecord? Resolve(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && schema.BySingular(reference[..colon]) is { } resource
            ? this[resource.Plural].Find(reference[(colon + 1)..])
            : null;
    }

    /// <summary>A property, also over belongs-to: <c>contact.name</c>.</summary>
    public object? Value(SandboxRecord record, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return record[path];
        return record.Resource[path[..dot] + "Id"] is { Kind: FieldKind.BelongsTo } field
            && this[field.Target].Find(record.Text(field.Name)) is { } target
            ? Value(target, path[(dot + 1)..])
            : null;
    }
}
