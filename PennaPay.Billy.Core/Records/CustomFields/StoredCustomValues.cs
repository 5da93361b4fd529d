using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>The values of one field in all records of a workspace.</summary>
internal static class StoredCustomValues
{
    public static Task<int> CountAsync(WorkspaceDbContext db, CustomField field, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<int>(Sql.Of($"SELECT COUNT(*) AS \"Value\" FROM {TableOf(field.Record)} WHERE {HasValue(db, field)}")).SingleAsync(cancellationToken);

    /// <returns>How many there were.</returns>
    public static Task<int> DeleteAsync(WorkspaceDbContext db, CustomField field, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            Sql.Of($"UPDATE {TableOf(field.Record)} SET \"CustomValues\" = {Sqlite.WithoutMember("CustomValues", field.Key)} WHERE {HasValue(db, field)}"), cancellationToken);

    private static FormattableString HasValue(WorkspaceDbContext db, CustomField field) =>
        $"\"WorkspaceId\" = {db.Workspace.Value} AND {Sqlite.Member("CustomValues", field.Key)} IS NOT NULL";

    private static FormattableString TableOf(CustomFieldRecord record) =>
        FormattableStringFactory.Create(record == CustomFieldRecord.Product ? "\"Products\"" : "\"Customers\"");
}
