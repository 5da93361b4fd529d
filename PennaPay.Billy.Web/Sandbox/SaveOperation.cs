using System.Globalization;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>
/// One create, update or delete, embedded records included: prepared and checked as a whole before anything is stored.
/// </summary>
internal sealed class SaveOperation(SandboxCompany company, DateTimeOffset now, long request, bool byHuman = false)
{
    private readonly ValidationErrors errors = new();

    public SandboxCompany Company => company;

    public SandboxStore Store => company.Store;

    public Changes Changes { get; } = new();

    public string Now { get; } = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    public void Error(Staged staged, string? field, string message) => errors.Add(staged, field, message);

    public SandboxRecord Create(Resource resource, JsonElement json)
    {
        var staged = Stage(resource, json, null, null);
        Finish(staged);
        return staged.Record;
    }

    public void Update(SandboxRecord existing, JsonElement json) => Finish(Stage(existing.Resource, json, existing, null));

    /// <summary>Ids that lead nowhere are passed over: deleting is idempotent.</summary>
    public void Delete(Resource resource, IEnumerable<string> ids)
    {
        var records = ids.Distinct().Select(id => Store[resource.Plural].Find(id)).OfType<SandboxRecord>().ToList();
        foreach (var record in records)
        {
            if (WhyNotDelete(record) is { } reason)
                throw Refusal.Invalid(company.Options.ValidationStatus, ValidationErrors.Of(resource.Singular, null, reason));
        }
        foreach (var record in records)
        {
            Remove(record);
            resource.Rules.Deleted(this, record);
        }
    }

    /// <summary>Removes a record and everything embedded in it.</summary>
    public void Remove(SandboxRecord record)
    {
        Changes.Delete(record);
        foreach (var many in record.Resource.Children)
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
        if (!company.Options.RejectDeleteUsed)
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
        var key = json.TryGetProperty("_clientId", out var clientId) && clientId.ValueKind == JsonValueKind.String
            ? clientId.GetString()!
            : resource.Singular;
        var staged = new Staged(existing?.Copy() ?? Blank(resource), existing, key) { Parent = parent };
        foreach (var property in json.EnumerateObject())
            Take(staged, property);
        resource.Rules.Complete(this, staged);
        return staged;
    }

    private SandboxRecord Blank(Resource resource)
    {
        var record = new SandboxRecord(resource, SandboxStore.NewId()) { CreatedAt = now, CreatedBy = request };
        foreach (var field in resource.Fields)
        {
            if (field.Kind != FieldKind.HasMany)
                record[field.Name] = field.Name == "createdTime" ? Now : field.Default;
        }
        if (resource["organizationId"] is not null)
            record["organizationId"] = company.Organization.Id;
        return record;
    }

    private void Take(Staged staged, JsonProperty property)
    {
        switch (property.Name)
        {
            case "_clientId":
                return;
            case "id":
                if (staged.Existing is { } existing && property.Value.ToString() != existing.Id)
                    Error(staged, "id", "The id in the body must be the id in the URL.");
                return;
            case "organizationId" when company.WhyNotOrganization(property.Value.ToString()) is { } reason:
                Error(staged, "organizationId", reason);
                return;
            case "externalId" when !company.Options.EchoExternalId:
                return;
        }
        var field = staged.Record.Resource[property.Name];
        if (field is null && company.Options.RejectUnknownProperties)
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
        if (staged.Before is { } before && field.IsImmutable && !byHuman && !Equals(before[field.Name], value))
        {
            Error(staged, field.Name, "This field cannot be changed.");
            return;
        }
        if (value is string id && field.Kind == FieldKind.BelongsTo && Store[field.Target].Find(id) is null)
            Error(staged, field.Name, $"No `{Schema.Resources[field.Target].Singular}` record with id `{id}` was found.");
        if (value is string reference && field.Kind == FieldKind.Reference && Store.Resolve(reference) is null)
            Error(staged, field.Name, $"No record was found for `{reference}`.");
        staged.Record[field.Name] = value;
        staged.Sent.Add(field.Name);
    }

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
        var resource = Schema.Resources[field.Target];
        var children = staged.Children[field] = [];
        foreach (var item in json.EnumerateArray())
        {
            var child = Stage(resource, item, null, staged);
            child.Record[field.ForeignKey] = SandboxStore.ForeignKeyOf(staged.Record, field);
            if (resource["priority"] is not null && !child.Sent.Contains("priority"))
                child.Record["priority"] = (decimal)children.Count;
            children.Add(child);
        }
    }

    private void Finish(Staged staged)
    {
        Check(staged);
        if (errors.Any)
            throw Refusal.Invalid(company.Options.ValidationStatus, errors);
        Commit(staged);
        staged.Record.Resource.Rules.Saved(this, staged);
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
