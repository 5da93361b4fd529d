namespace PennaPay.Billy.Core.Access;

/// <summary>Which workspace a row belongs to. The default value owns nothing, so a forgotten id finds no rows.</summary>
public readonly record struct WorkspaceId(Guid Value)
{
    /// <summary>A new id; ids made later sort after earlier ones.</summary>
    public static WorkspaceId New() => new(Guid.CreateVersion7());

    /// <inheritdoc />
    public override string ToString() => Value.ToString("N");
}
