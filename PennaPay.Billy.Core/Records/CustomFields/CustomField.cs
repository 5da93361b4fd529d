using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>A field that a workspace gave its customers or products.</summary>
public sealed class CustomField : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>What stored values and mappings know it by, whatever it is called; see <see cref="CustomFieldKey"/>.</summary>
    public string Key { get; set; } = "";

    public CustomFieldRecord Record { get; set; }

    /// <summary>What people call it; unique among the fields of its kind of record, in capitals or not.</summary>
    public string Name { get; set; } = "";

    /// <summary>Never changes, for the values that there are would be none of another type.</summary>
    public CustomFieldType Type { get; set; }

    /// <summary>What can be chosen, in this order; of a <see cref="CustomFieldType.Choice"/> alone.</summary>
    public IReadOnlyList<string> Choices { get; set; } = [];

    /// <summary>Where it stands among the fields of its kind of record, the first at 0.</summary>
    public int Position { get; set; }

    /// <summary>Raised with every save; tells a stale form from a fresh one.</summary>
    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was taken away; null while it is there. Its name is kept, for the history of records speaks of it.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}
