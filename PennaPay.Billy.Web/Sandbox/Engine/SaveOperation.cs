using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// One create, update or delete, embedded records included: prepared and checked as a whole before anything is stored.
/// </summary>
/// <param name="store">Where it is stored.</param>
/// <param name="now">When it is created, if it is new.</param>
/// <param name="request">The number of the request that asks for it.</param>
/// <param name="byHuman">Somebody in the system's own pages, who may change what clients may not.</param>
internal abstract class SaveOperation(SandboxStore store, DateTimeOffset now, long request, bool byHuman)
{
    private readonly ValidationErrors errors = new();

    public SandboxStore Store => store;

    public Changes Changes { get; } = new();

    protected DateTimeOffset Time => now;

    protected long Request => request;

    /// <summary>Answer what the system has no property for with an error instead of ignoring it.</summary>
    protected virtual bool RefusesUnknownProperties => false;

    /// <summary>Refuse to delete what other records use.</summary>
    protected virtual bool RefusesToDeleteUsed => true;

    public void Error(Staged staged, string? field, string message) => errors.Add(staged, field, message);

    public SandboxRecord Create(Resource resource, JsonElement json)
    {
        var staged = Stage(resource, json, null, null);
        Finish(staged);
        return staged.Record;
    }

    public void Update(SandboxRecord existing, JsonElement json) => Finish(Stage(existing.Resource, json, existing, null));

    /// <summary>Saves several records of one kind, all or none. Those without an existing record are created.</summary>
    public void SaveAll(Resource resource, IEnumerable<(SandboxRecord? Existing, JsonElement Json)> records) =>
        Finish([.. records.Select(record => Stage(resource, record.Json, record.Existing, null))]);

    /// <summary>Ids that lead nowhere are passed over: deleting is idempotent.</summary>
    public void Delete(Resource resource, IEnumerable<string> ids)
    {
        var records = ids.Distinct().Select(id => Store[resource.Plural].Find(id)).OfType<SandboxRecord>().ToList();
        foreach (var record in records)
        {
            if (WhyNotDelete(record) is { } reason)
                throw Invalid(ValidationErrors.Of(resource.Singular, null, reason));
        }
        foreach (var record in records)
        {
            Remove(record);
            resource.Rules.Deleted(this, record);
        }
    }

    /// <summary>How the system says that a record is not as it should be.</summary>
    protected abstract Refusal Invalid(ValidationErrors problems);

    /// <summary>Fills in what the system itself sets on a new record.</summary>
    protected virtual void Begin(SandboxRecord record)
    {
    }

    /// <summary>Takes a property that the system treats in its own way; false leaves it to the schema.</summary>
    protected virtual bool TakeOwn(Staged staged, JsonProperty property) => false;

    /// <summary>What the client called the record, for its errors; null: the name of its kind.</summary>
    protected virtual string? ClientName(JsonElement json) => null;

    /// <summary>The id of a new record.</summary>
    protected virtual string NewId() => SandboxStore.NewId();

    /// <summary>Follows up when a record and its children are stored, before the rules of its kind do.</summary>
    protected virtual void Stored(Staged staged)
    {
    }

    /// <summary>Removes a record and everything embedded in it; what only points to it stays.</summary>
    public void Remove(SandboxRecord record)
    {
        Changes.Delete(record);
        foreach (var many in record.Resource.Children.Where(many => !many.IsReadOnly))
        {
            foreach (var child in Store.Children(record, many))
                Remove(child);
        }
        Store[record.Resource.Plural].Remove(record);
    }

    private string? WhyNotDelete(SandboxRecord record)
    {
        if (record.Resource.Rules.WhyNotDelete(this, record) is { } reason)
            return reason;
        if (!RefusesToDeleteUsed)
            return null;
        foreach (var (user, field) in record.Resource.UsedBy)
        {
            if (Store[user].Any(field, record.Id))
                return $"This {record.Resource.Singular} is used by {user} and cannot be deleted.";
        }
        return null;
    }

    private Staged Stage(Resource resource, JsonElement json, SandboxRecord? existing, Staged? parent)
    {
        var staged = new Staged(existing?.Copy() ?? Blank(resource), existing, ClientName(json) ?? resource.Singular) { Parent = parent };
        foreach (var property in json.EnumerateObject())
            Take(staged, property);
        resource.Rules.Complete(this, staged);
        return staged;
    }

    private SandboxRecord Blank(Resource resource)
    {
        var record = new SandboxRecord(resource, NewId()) { CreatedAt = Time, CreatedBy = Request };
        foreach (var field in resource.Fields)
        {
            if (field.Kind != FieldKind.HasMany)
                record[field.Name] = field.Default;
        }
        Begin(record);
        return record;
    }

    private void Take(Staged staged, JsonProperty property)
    {
        if (TakeOwn(staged, property))
            return;
        var field = staged.Record.Resource[property.Name];
        if (field is null && RefusesUnknownProperties)
            Error(staged, property.Name, $"Unknown property `{property.Name}`.");
        if (field is null || (field.IsReadOnly && !byHuman))
            return;
        if (field.Kind == FieldKind.HasMany)
            TakeChildren(staged, field, property.Value);
        else
            TakeValue(staged, field, property.Value);
    }

    private void TakeValue(Staged staged, Field field, JsonElement json)
    {
        if (ValueReader.Read(field, json, out var value) is { } problem)
        {
            Error(staged, field.Name, problem);
            return;
        }
        if (staged.Before is { } before && field.IsImmutable && !byHuman && !IsSame(before[field.Name], value))
        {
            Error(staged, field.Name, "This field cannot be changed.");
            return;
        }
        if (value is string id && field.Kind == FieldKind.BelongsTo && Store[field.Target].Find(id) is null)
            Error(staged, field.Name, $"No `{Store.Schema[field.Target].Singular}` record with id `{id}` was found.");
        if (value is string reference && field.Kind == FieldKind.Reference && Store.Resolve(reference) is null)
            Error(staged, field.Name, $"No record was found for `{reference}`.");
        staged.Record[field.Name] = value;
        staged.Sent.Add(field.Name);
    }

    // An unset text goes out empty, and comes back so with the whole record.
    private static bool IsSame(object? before, object? after) => Equals(before is "" ? null : before, after is "" ? null : after);

    private void TakeChildren(Staged staged, Field field, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return;
        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(child => child.ValueKind != JsonValueKind.Object))
        {
            Error(staged, field.Name, "This field must be a list of records.");
            return;
        }
        if (!staged.IsNew && field.IsImmutable && !byHuman)
        {
            Error(staged, field.Name, "This field cannot be changed.");
            return;
        }
        staged.Sent.Add(field.Name);
        var resource = Store.Schema[field.Target];
        var children = staged.Children[field] = [];
        foreach (var item in json.EnumerateArray())
        {
            var child = Stage(resource, item, null, staged);
            child.Record[field.ForeignKey] = Store.ForeignKeyOf(staged.Record, field);
            if (resource.Position is { } position && !child.Sent.Contains(position))
                child.Record[position] = (decimal)(children.Count + resource.PositionFrom);
            children.Add(child);
        }
    }

    private void Finish(params IReadOnlyList<Staged> all)
    {
        foreach (var staged in all)
            Check(staged);
        if (errors.Any)
            throw Invalid(errors);
        foreach (var staged in all)
        {
            Commit(staged);
            Stored(staged);
            staged.Record.Resource.Rules.Saved(this, staged);
        }
    }

    private void Check(Staged staged)
    {
        foreach (var field in staged.Record.Resource.Fields)
        {
            if (field.IsRequired && staged.Record[field.Name] is null or "")
                Error(staged, field.Name, ValidationErrors.Blank);
        }
        staged.Record.Resource.Rules.Check(this, staged);
        foreach (var child in staged.Children.Values.SelectMany(children => children))
            Check(child);
    }

    private void Commit(Staged staged)
    {
        var record = staged.Existing ?? Store.Add(staged.Record);
        staged.Existing?.TakeOver(staged.Record);
        Changes.Save(record);
        foreach (var (field, children) in staged.Children)
        {
            foreach (var replaced in staged.IsNew ? [] : Store.Children(record, field))
                Remove(replaced);
            foreach (var child in children)
                Commit(child);
        }
    }
}
