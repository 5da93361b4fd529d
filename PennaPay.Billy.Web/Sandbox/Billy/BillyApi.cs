using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Answers as Billy does, with its order of checks.</summary>
internal sealed class BillyApi(SandboxAccounts<SandboxCompanyOptions, SandboxCompany> companies, SandboxStore reference, TimeProvider time)
{
    public ApiAnswer Handle(ApiCall call)
    {
        var company = companies.Find(call.Token);
        var store = company?.Store ?? reference;
        var answer = new AnswerWriter(store, new(call.Query["include"]), call.BaseUrl, time, call.Started);
        return company is null ? Handle(call, null, store, answer) : company.Do(() => Handle(call, company, store, answer));
    }

    private ApiAnswer Handle(ApiCall call, SandboxCompany? company, SandboxStore store, AnswerWriter answer)
    {
        try
        {
            if (call.Token is not null && company is null)
                throw BillyRefusals.InvalidToken();
            if (call.Method is "POST" or "PUT" && call.Body is not { ValueKind: JsonValueKind.Object })
                throw BillyRefusals.InvalidBody();
            return Route(call, company, store, answer);
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, answer.Error(refusal), false);
        }
    }

    private ApiAnswer Route(ApiCall call, SandboxCompany? company, SandboxStore store, AnswerWriter answer)
    {
        if (call.Path is ["organization"] or ["user"])
            return Own(call, company, answer);
        if (call.Path is ["invoices", _, "emails"])
            return Mail(call, company, answer);
        if (call.Path.Length > 2 || BillySchema.Schema.Find(call.Resource) is not { } resource)
            throw BillyRefusals.UnknownResource(string.Join('/', call.Path));
        var verb = Verb(call, resource);
        if (verb == Verbs.BulkDelete && Ids(call).Count == 0)
            throw BillyRefusals.NoIds(resource.Plural);
        if (verb == Verbs.List && resource.RequiredFilter is { } filter && string.IsNullOrEmpty(call.Query[filter]))
            throw BillyRefusals.MissingFilter(filter);
        if (company is null && verb == Verbs.Delete && !companies.All.Any(c => Holds(c, resource, call.Id!)))
            return new(200, answer.Empty(), false);
        if (company is null && !(resource.IsPublic && verb is Verbs.Get or Verbs.List))
            throw BillyRefusals.NoToken();
        if (verb is not (Verbs.Get or Verbs.List))
            RefuseWhenLocked(company!);
        return verb switch
        {
            Verbs.List => List(call, company, store, resource, answer),
            Verbs.Get => One(call, store, Existing(store, resource, call.Id!), answer),
            Verbs.Delete => Delete(call, company!, resource, [call.Id!], answer),
            Verbs.BulkDelete => Delete(call, company!, resource, Ids(call), answer),
            _ => Save(call, company!, resource, answer),
        };
    }

    private static Verbs Verb(ApiCall call, Resource resource)
    {
        var (verb, what) = (call.Method, call.Id) switch
        {
            ("GET", null) => (Verbs.List, "listing records"),
            ("GET", _) => (Verbs.Get, "reading a single record"),
            ("POST", null) => (Verbs.Create, "creating records"),
            ("PUT", not null) => (Verbs.Update, "updating records"),
            ("DELETE", not null) => (Verbs.Delete, "deleting a single record"),
            ("DELETE", null) => (Verbs.BulkDelete, "bulk deleting records"),
            ("PUT" or "PATCH", _) => (Verbs.None, "bulk saving records"),
            _ => (Verbs.None, $"{call.Method} on this path"),
        };
        return verb != Verbs.None && resource.Verbs.HasFlag(verb) ? verb : throw BillyRefusals.NotAllowed(resource.Plural, what);
    }

    /// <summary>The token's own company and its owner.</summary>
    private static ApiAnswer Own(ApiCall call, SandboxCompany? company, AnswerWriter answer)
    {
        if (call.Method != "GET")
            throw BillyRefusals.NotAllowed(call.Resource, "anything but reading");
        if (company is null)
            throw BillyRefusals.NoToken();
        var record = call.Resource == "organization" ? company.Organization : company.Store["users"].All.First();
        return new(200, answer.One(record), false);
    }

    /// <summary>Sends no mail, but shows that it would have (docs/billy-api.md 7.8).</summary>
    private static ApiAnswer Mail(ApiCall call, SandboxCompany? company, AnswerWriter answer)
    {
        if (call.Method != "POST")
            throw BillyRefusals.NotAllowed("emails", "anything but creating records");
        if (company is null)
            throw BillyRefusals.NoToken();
        RefuseWhenLocked(company);
        var invoice = Existing(company.Store, BillySchema.Schema["invoices"], call.Id!);
        invoice["sentState"] = "sent";
        var changes = new Changes();
        changes.Save(invoice);
        return new(200, answer.Changed(changes), true);
    }

    private static ApiAnswer List(ApiCall call, SandboxCompany? company, SandboxStore store, Resource resource, AnswerWriter answer)
    {
        if (resource.Plural == "organizations" && company!.Options.OrganizationListStatus is not 200 and var status)
            throw new Refusal(status, "OTHER", "Organizations cannot be listed with an access token that is tied to a company.");
        if (resource["organizationId"] is not null
            && call.Query["organizationId"].FirstOrDefault() is { Length: > 0 } organization
            && company!.WhyNotOrganization(organization) is { } reason)
            throw BillyRefusals.Invalid(company.Options.ValidationStatus, ValidationErrors.Of(resource.Singular, "organizationId", reason));
        // A public client has met 404 here (docs/billy-api.md 3.2).
        if (resource.Plural == "invoices" && call.Query["state"].FirstOrDefault() is { Length: > 0 } state && !resource["state"]!.Choices.Contains(state))
            throw new Refusal(404, "OTHER", $"Unknown state `{state}`.");
        var found = new ListQuery(company, store, resource, call.Query).Select();
        if (call.IsHidden is { } isHidden)
            found.RemoveAll(record => isHidden(record));
        if (call.ShowForeign && Foreign.Of(store, resource, found.FirstOrDefault()) is { } foreign)
            found = [foreign];
        var page = new Page($"{call.BaseUrl}/{resource.Plural}", call.Query, found);
        return new(200, answer.List(resource, page, withPaging: resource.Plural != "organizations"), false);
    }

    private static ApiAnswer One(ApiCall call, SandboxStore store, SandboxRecord record, AnswerWriter answer) =>
        new(200, answer.One(call.ShowForeign ? Foreign.Of(store, record.Resource, record)! : record), false);

    private ApiAnswer Save(ApiCall call, SandboxCompany company, Resource resource, AnswerWriter answer)
    {
        var save = Operation(call, company);
        var existing = call.Method == "PUT" ? Existing(company.Store, resource, call.Id!) : null;
        if (existing is null && resource.Plural == "organizations")
            throw new Refusal(403, "OTHER", "Organizations cannot be created with an access token that is tied to a company.");
        if (!call.Body!.Value.TryGetProperty(resource.Singular, out var json) || json.ValueKind != JsonValueKind.Object)
            throw new Refusal(400, "INVALID_REQUEST_BODY", $"Request body should have an object named `{resource.Singular}`.");
        if (existing is null)
            existing = save.Create(resource, json);
        else
            save.Update(existing, json);
        var changes = call.ShowForeign ? Foreign.Changes(company.Store, existing) : save.Changes;
        return new(200, answer.Changed(changes), save.Changes.Any);
    }

    private ApiAnswer Delete(ApiCall call, SandboxCompany company, Resource resource, IEnumerable<string> ids, AnswerWriter answer)
    {
        var save = Operation(call, company);
        save.Delete(resource, ids);
        return new(200, answer.Changed(save.Changes), save.Changes.Any);
    }

    private BillySave Operation(ApiCall call, SandboxCompany company) => new(company, time.GetUtcNow(), call.Sequence);

    private static SandboxRecord Existing(SandboxStore store, Resource resource, string id) =>
        store[resource.Plural].Find(id) ?? throw BillyRefusals.NotFound(resource.Singular, id);

    private static List<string> Ids(ApiCall call) => [.. call.Query["ids[]"].OfType<string>().Where(id => id.Length > 0)];

    private static bool Holds(SandboxCompany company, Resource resource, string id) =>
        company.Do(() => company.Store[resource.Plural].Find(id) is not null);

    private static void RefuseWhenLocked(SandboxCompany company)
    {
        if (company.Organization.Flag("isLocked"))
            throw BillyRefusals.Locked(company.Organization.Text("lockedReason")!);
    }
}
