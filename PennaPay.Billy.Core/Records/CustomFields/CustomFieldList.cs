using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>The fields that a workspace gave its records.</summary>
public sealed class CustomFieldList(Database database)
{
    /// <summary>Those of customers and of products, each in their order.</summary>
    public async Task<IReadOnlyList<CustomField>> AllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Present(db).OrderBy(field => field.Record).ThenBy(field => field.Position).ThenBy(field => field.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Those of one kind of record, in their order.</summary>
    public async Task<IReadOnlyList<CustomField>> OfAsync(WorkspaceId workspace, CustomFieldRecord record, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await OfAsync(db, record, cancellationToken);
    }

    /// <summary>How many records have a value in a field.</summary>
    public async Task<int> CountValuesAsync(WorkspaceId workspace, CustomField field, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(field);
        await using var db = database.Read(workspace);
        return await StoredCustomValues.CountAsync(db, field, cancellationToken);
    }

    /// <summary>What fields are called, by their keys; those that were taken away too.</summary>
    public async Task<CustomFieldNames> NamesAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await NamesAsync(db, cancellationToken);
    }

    internal static async Task<CustomFieldNames> NamesAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        new(await db.Set<CustomField>().AsNoTracking().ToDictionaryAsync(
            field => field.Key, field => new CustomFieldName(field.Name, field.Type, field.RemovedAt is not null), cancellationToken));

    internal static async Task<IReadOnlyList<CustomField>> OfAsync(WorkspaceDbContext db, CustomFieldRecord record, CancellationToken cancellationToken) =>
        await Present(db).Where(field => field.Record == record).OrderBy(field => field.Position).ThenBy(field => field.Id).ToListAsync(cancellationToken);

    private static IQueryable<CustomField> Present(WorkspaceDbContext db) => db.Set<CustomField>().AsNoTracking().Where(field => field.RemovedAt == null);
}
