using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>Adds fields to a workspace's records, changes them and takes them away.</summary>
public sealed class CustomFieldEditor(Database database, TimeProvider time)
{
    /// <summary>Adds a field at the end, or gives one that is there another name or other choices, unless it breaks <see cref="CustomFieldRules"/>.</summary>
    public Task<SaveResult> SaveAsync(Actor actor, CustomFieldForm draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Id is null && (!Enum.IsDefined(draft.Record) || !Enum.IsDefined(draft.Type)))
            throw new ArgumentOutOfRangeException(nameof(draft), "There are no such records, or no such type.");
        // The form may be typed into while this waits for its turn.
        var form = draft.Copy();
        return database.WriteAsync(actor, Permission.EditCompany, (db, token) => SaveAsync(db, form, token), cancellationToken);
    }

    /// <summary>Moves a field one place up or down among those of its kind of record; at either end it stays where it is.</summary>
    /// <returns>Whether there is such a field.</returns>
    public Task<bool> MoveAsync(Actor actor, Guid id, bool isUp, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditCompany, async (db, token) =>
        {
            if (await FindAsync(db, id, token) is not { } field)
                return false;
            var fields = await Of(db, field.Record).ToListAsync(token);
            var at = fields.IndexOf(field);
            var to = Math.Clamp(isUp ? at - 1 : at + 1, 0, fields.Count - 1);
            (fields[at], fields[to]) = (fields[to], fields[at]);
            foreach (var (place, moved) in fields.Index())
                moved.Position = place;
            db.Audit("field.moved", nameof(CustomField), id);
            return true;
        }, cancellationToken);

    /// <summary>Takes a field away with the values that records have in it here; what other systems have stays.</summary>
    /// <returns>How many records had a value; null where there is no such field.</returns>
    public Task<int?> RemoveAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditCompany, async (db, token) =>
        {
            if (await FindAsync(db, id, token) is not { } field)
                return (int?)null;
            field.RemovedAt = time.GetUtcNow();
            var count = await StoredCustomValues.DeleteAsync(db, field, token);
            db.Audit("field.removed", nameof(CustomField), id);
            return count;
        }, cancellationToken);

    private async Task<SaveResult> SaveAsync(WorkspaceDbContext db, CustomFieldForm form, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var field = form.Id is { } id
            ? await FindAsync(db, id, cancellationToken)
            : new CustomField { Id = Guid.CreateVersion7(now), Key = CustomFieldKey.New(), Record = form.Record, Type = form.Type, CreatedAt = now };
        if (field is null)
            return new SaveResult.NotFound();
        if (form.Id is not null && field.Version != form.Version)
            return new SaveResult.ChangedMeanwhile();

        var others = await Of(db, field.Record).Where(other => other.Id != field.Id).ToListAsync(cancellationToken);
        form.CopyTo(field);
        if (CustomFieldRules.Check(field, others) is { Count: > 0 } problems)
        {
            db.ChangeTracker.Clear();
            return new SaveResult.Invalid(problems);
        }

        field.Version++;
        if (form.Id is null)
        {
            field.Position = others.Count == 0 ? 0 : others.Max(other => other.Position) + 1;
            db.Add(field);
        }

        db.Audit(form.Id is null ? "field.added" : "field.changed", nameof(CustomField), field.Id);
        return new SaveResult.Saved(field.Id, field.Version);
    }

    private static Task<CustomField?> FindAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Set<CustomField>().FirstOrDefaultAsync(field => field.Id == id && field.RemovedAt == null, cancellationToken);

    private static IQueryable<CustomField> Of(WorkspaceDbContext db, CustomFieldRecord record) =>
        db.Set<CustomField>().Where(field => field.Record == record && field.RemovedAt == null).OrderBy(field => field.Position).ThenBy(field => field.Id);
}
