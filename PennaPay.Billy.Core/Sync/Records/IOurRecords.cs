using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Records of one kind in this product, read and written field by field.</summary>
public interface IOurRecords
{
    RecordKind Kind { get; }

    /// <summary>The fields that records have in every workspace.</summary>
    IReadOnlyList<SyncField> Fields { get; }

    /// <summary>Those and the workspace's own, which none of its records needs.</summary>
    Task<IReadOnlyList<SyncField>> FieldsAsync(WorkspaceDbContext db, CancellationToken cancellationToken);

    /// <summary>The field that holds the user's own number for a record.</summary>
    string NumberField { get; }

    Task<IReadOnlyList<OurRecord>> ReadAllAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>One record; null when there is none of that id.</summary>
    Task<OurRecord?> FindAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken);

    /// <summary>Creates a record within a transaction.</summary>
    /// <returns>It, or why it cannot be stored.</returns>
    Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> CreateAsync(
        WorkspaceDbContext db, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken);

    /// <summary>Changes fields of a record within a transaction and leaves all others alone.</summary>
    /// <returns>The record as it is then, or why it cannot be stored; neither where it is gone.</returns>
    Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> ChangeAsync(
        WorkspaceDbContext db, Guid id, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken);

    /// <summary>Deletes a record within a transaction, unless something here needs it.</summary>
    /// <returns>Whether it is gone.</returns>
    Task<bool> DeleteAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken);
}
