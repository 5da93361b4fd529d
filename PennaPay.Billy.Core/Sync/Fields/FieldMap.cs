namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>Which fields of a module's records go where.</summary>
public sealed record FieldMap(IReadOnlyList<FieldRow> Rows)
{
    /// <summary>The rows that are used in a module of this direction.</summary>
    public IEnumerable<(FieldRow Row, SyncDirection Direction)> Used(SyncDirection module) =>
        from row in Rows
        where row.IsOn
        let direction = row.Within(module)
        where direction is not null
        select (row, direction.Value);
}
