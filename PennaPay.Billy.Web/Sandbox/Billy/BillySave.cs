using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A save as Billy does it.</summary>
internal sealed class BillySave(SandboxCompany company, DateTimeOffset now, long request, bool byHuman = false, bool seeds = false)
    : SaveOperation(company.Store, now, request, byHuman)
{
    private readonly List<(Staged Owner, IReadOnlyList<SandboxRecord> Attachments)> linked = [];

    public SandboxCompany Company => company;

    /// <summary>As Billy writes a time.</summary>
    public string Now { get; } = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Adds what Billy itself makes, without rules.</summary>
    public SandboxRecord Add(string plural, params ReadOnlySpan<(string Field, object? Value)> values)
    {
        var record = Store.Add(plural, NewId(), values);
        (record.CreatedAt, record.CreatedBy) = (Time, Request);
        return record;
    }

    public string NewAccessCode() => NewId()[..16].ToLowerInvariant();

    protected override string NewId() => seeds ? Store.NextSeededId() : SandboxStore.NewId();

    protected override bool RefusesUnknownProperties => company.Options.RejectUnknownProperties;

    protected override bool RefusesToDeleteUsed => company.Options.RejectDeleteUsed;

    protected override Refusal Invalid(ValidationErrors problems) =>
        BillyRefusals.Invalid(company.Options.ValidationStatus, problems);

    protected override void Begin(SandboxRecord record)
    {
        if (record.Resource["createdTime"] is not null)
            record["createdTime"] = Now;
        if (record.Resource["organizationId"] is not null)
            record["organizationId"] = company.Organization.Id;
    }

    protected override bool TakeOwn(Staged staged, JsonProperty property)
    {
        switch (property.Name)
        {
            case "_clientId":
                return true;
            case "id":
                if (staged.Existing is { } existing && property.Value.ToString() != existing.Id)
                    Error(staged, "id", "The id in the body must be the id in the URL.");
                return true;
            case "organizationId" when company.WhyNotOrganization(property.Value.ToString()) is { } reason:
                Error(staged, "organizationId", reason);
                return true;
            case "attachmentIds" when staged.Record.Resource["attachments"] is not null:
                Link(staged, property.Value);
                return true;
            default:
                return property.Name == "externalId" && !company.Options.EchoExternalId;
        }
    }

    protected override void Stored(Staged staged)
    {
        foreach (var (owner, attachments) in linked.Where(link => link.Owner == staged))
        {
            foreach (var attachment in attachments)
            {
                attachment["ownerReference"] = Ledger.ReferenceOf(owner.Record);
                Changes.Save(attachment);
            }
        }
    }

    /// <summary>Attachments of uploads belong to nobody yet; this is how they get an owner (docs/billy-api.md 7.9).</summary>
    private void Link(Staged staged, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            Error(staged, "attachmentIds", "This field must be a list.");
            return;
        }
        var attachments = new List<SandboxRecord>();
        foreach (var item in json.EnumerateArray())
        {
            var id = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var own) ? own.ToString() : item.ToString();
            if (Store["attachments"].Find(id) is not { } attachment)
                Error(staged, "attachmentIds", $"No `attachment` record with id `{id}` was found.");
            else if (attachment["ownerReference"] is not null && attachment.Text("ownerReference") != Ledger.ReferenceOf(staged.Record))
                Error(staged, "attachmentIds", $"The attachment `{id}` belongs to another record.");
            else
                attachments.Add(attachment);
        }
        linked.Add((staged, attachments));
    }

    protected override string? ClientName(JsonElement json) =>
        json.TryGetProperty("_clientId", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
