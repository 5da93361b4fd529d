using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>What holds for the records of one module in one run.</summary>
public sealed class ModulePlan
{
    private readonly IReadOnlyList<SyncField> here, there;

    public ModulePlan(SyncModule module, ModuleChoices choices, FieldMap map, IReadOnlyList<SyncField> here, IReadOnlyList<SyncField> there)
    {
        var ours = here.ToDictionary(field => field.Name);
        var theirs = there.ToDictionary(field => field.Name);
        (Module, Choices, this.here, this.there) = (module, choices, here, there);
        Rows =
        [
            .. from used in map.Used(choices.Direction)
               where ours.ContainsKey(used.Row.Here) && theirs.ContainsKey(used.Row.There)
               let direction = theirs[used.Row.There].IsReadOnly ? Narrow(used.Direction, SyncDirection.ToHere)
                   : ours[used.Row.Here].IsReadOnly ? Narrow(used.Direction, SyncDirection.ToThere)
                   : used.Direction
               where direction is not null
               select new RowPlan(used.Row, ours[used.Row.Here], theirs[used.Row.There], direction.Value),
        ];
    }

    public SyncModule Module { get; }

    public ModuleChoices Choices { get; }

    /// <summary>The rows that are used, each with the only way that its values may go.</summary>
    public IReadOnlyList<RowPlan> Rows { get; }

    /// <summary>The rows for two records, where a field of several values is one row for each that either has or both agreed on.</summary>
    public IEnumerable<RowPlan> RowsOf(SyncRecord? ours, SyncRecord? theirs, IReadOnlyDictionary<string, AgreedValue>? agreed = null) =>
        Fit(ours, Rows.SelectMany(row => row.Here.IsMany ? row.EntriesIn(ours, theirs, agreed) : [row]));

    public bool CreatesThere => Choices.CreatesThere && Choices.Direction != SyncDirection.ToHere;

    public bool CreatesHere => Choices.CreatesHere && Choices.Direction != SyncDirection.ToThere;

    /// <summary>The required fields that a new record on a side would be without.</summary>
    public IReadOnlyList<string> Missing(SyncSide side, IReadOnlyList<PlannedChange> changes) =>
        [.. (side == SyncSide.Here ? here : there).Where(field => field.IsRequired && changes.All(change => change.Field != field.Name)).Select(field => field.Name)];

    // What another system describes goes one way at the most.
    private static IEnumerable<RowPlan> Fit(SyncRecord? ours, IEnumerable<RowPlan> rows) => ours is not OurRecord { Fixed: { Count: > 0 } named }
        ? rows
        : from row in rows
          let direction = named.Contains(row.Here.Name) ? Narrow(row.Direction, SyncDirection.ToThere) : row.Direction
          where direction is not null
          select row.Direction == direction ? row : row with { Direction = direction.Value };

    private static SyncDirection? Narrow(SyncDirection direction, SyncDirection only) =>
        direction == SyncDirection.Both || direction == only ? only : null;
}

/// <summary>One used row of a mapping.</summary>
public sealed record RowPlan(FieldRow Row, SyncField Here, SyncField There, SyncDirection Direction)
{
    public string Key => Row.Key;

    /// <summary>How its values are compared.</summary>
    public FieldType Type => Here.Type;

    /// <summary>One row for each of the several values.</summary>
    internal IEnumerable<RowPlan> EntriesIn(SyncRecord? ours, SyncRecord? theirs, IReadOnlyDictionary<string, AgreedValue>? agreed)
    {
        SortedSet<string>? keys = null;
        Add(ours?.Values.Keys, Here.Name);
        Add(theirs?.Values.Keys, There.Name);
        // A row's key begins with our name of it.
        Add(agreed?.Keys, Here.Name, row => FieldRow.NamesIn(row).Here);
        return keys is null ? [] : keys
            .Select(key => (Here: SyncField.EntryOf(Here.Name, key), There: SyncField.EntryOf(There.Name, key)))
            .Select(names => this with { Row = Row with { Here = names.Here, There = names.There }, Here = Here with { Name = names.Here }, There = There with { Name = names.There } });

        // Most records have none, and there are many records.
        void Add(IEnumerable<string>? names, string field, Func<string, string>? nameIn = null)
        {
            foreach (var name in names ?? [])
            {
                if (name.Length > field.Length && name[field.Length] == ':' && name.StartsWith(field, StringComparison.Ordinal))
                    (keys ??= new(StringComparer.Ordinal)).Add((nameIn?.Invoke(name) ?? name)[(field.Length + 1)..]);
            }
        }
    }
}
