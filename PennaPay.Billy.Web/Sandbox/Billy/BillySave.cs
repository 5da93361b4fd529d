using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A save as Billy does it.</summary>
internal sealed class BillySave(SandboxCompany company, DateTimeOffset now, long request, bool byHuman = false)
    : SaveOperation(company.Store, now, request, byHuman)
{
    public SandboxCompany Company => company;

    /// <summary>As Billy writes a time.</summary>
    public string Now { get; } = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

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
            default:
                return property.Name == "externalId" && !company.Options.EchoExternalId;
        }
    }

    protected override string? ClientName(JsonElement json) =>
        json.TryGetProperty("_clientId", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
