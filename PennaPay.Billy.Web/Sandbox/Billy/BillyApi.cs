using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Answers as Billy does, with its order of checks.</summary>
internal sealed class BillyApi(SandboxAccounts<SandboxCompanyOptions, SandboxCompany> companies, SandboxStore reference, TimeProvider time)
{
    private const int MostAtOnce = 1000;

    public ApiAnswer Handle(ApiCall call)
    {
        var company = companies.Find(call.Token);
        var store = company?.Store ?? reference;
        var answer = new AnswerWriter(store, new(call.Query["include"]), call.BaseUrl, time, call.Started)
        {
            UnsetTextsAreNull = company?.Options.UnsetTextsAreNull ?? false,
            Organization = company?.Organization.Id ?? "",
            Language = call.Headers.AcceptLanguage.ToString(),
        };
        return company is null ? Handle(call, null, store, answer) : company.Do(() => Handle(call, company, store, answer));
    }

    private ApiAnswer Handle(ApiCall call, SandboxCompany? company, SandboxStore store, AnswerWriter answer)
    {
        try
        {
            if (call.Token is not null && (company is null || BasicAuth.Of(call.Headers) is { } user && !user.Is(company)))
                throw BillyRefusals.InvalidToken();
            if (call.Method is "POST" or "PUT" && !(call.Path is ["files"] && call.Raw.Length > 0) && call.Body is not { ValueKind: JsonValueKind.Object })
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
        if (call.Path is ["downloads", var kind, var id, var organization, var hash, _])
            return Download(call, kind, id, organization, hash);
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
            Verbs.BulkSave => SaveAll(call, company!, resource, answer),
            Verbs.Create when resource.Plural == "files" => TakeFile(call, company!, answer),
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
            ("PUT", "bulk") => (BulkVerb(resource), "bulk saving records"),
            ("PATCH", null) when Items(call, resource) is not null => (BulkVerb(resource), "bulk saving records"),
            ("PUT", not null) => (Verbs.Update, "updating records"),
            ("DELETE", not null) => (Verbs.Delete, "deleting a single record"),
            ("DELETE", null) => (Verbs.BulkDelete, "bulk deleting records"),
            ("PUT" or "PATCH", _) => (Verbs.None, "bulk saving records"),
            _ => (Verbs.None, $"{call.Method} on this path"),
        };
        return verb != Verbs.None && (verb == Verbs.BulkSave || resource.Verbs.HasFlag(verb)) ? verb : throw BillyRefusals.NotAllowed(resource.Plural, what);
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
        CheckMail(call, company, invoice);
        invoice["sentState"] = "sent";
        var changes = new Changes();
        changes.Save(invoice);
        return new(200, answer.Changed(changes), true);
    }

    private static ApiAnswer List(ApiCall call, SandboxCompany? company, SandboxStore store, Resource resource, AnswerWriter answer)
    {
        if (resource.Plural == "organizations" && company!.Options.OrganizationListStatus is not 200 and var status)
            throw new Refusal(status, "OTHER", "Organizations cannot be listed with an access token that is tied to a company.");
        if (resource.Plural == "files" && company!.Options.FileListStatus is not 200 and var filesStatus)
            throw new Refusal(filesStatus, "OTHER", "Files cannot be listed with an access token that is tied to a company.");
        if (resource["organizationId"] is not null
            && call.Query["organizationId"].FirstOrDefault() is { Length: > 0 } organization
            && company!.WhyNotOrganization(organization) is { } reason)
            throw BillyRefusals.Invalid(company.Options.ValidationStatus, ValidationErrors.Of(resource.Singular, "organizationId", reason));
        // A public client has met 404 here (docs/billy-api.md 3.2).
        if (resource.Plural == "invoices" && call.Query["state"].FirstOrDefault() is { Length: > 0 } state && !resource["state"]!.Choices.Contains(state))
            throw new Refusal(404, "OTHER", $"Unknown state `{state}`.");
        var found = new ListQuery(company, store, resource, call.Query).Select();
        if (call.IsHidden is { } isHidden)
            found.RemoveAll(record => isHidden(record.CreatedAt, record.CreatedBy));
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

    /// <summary>All or none; what has no id is created.</summary>
    private ApiAnswer SaveAll(ApiCall call, SandboxCompany company, Resource resource, AnswerWriter answer)
    {
        var items = Items(call, resource) ?? throw new Refusal(400, "INVALID_REQUEST_BODY", $"Request body should have an array of objects named `{resource.Plural}`.");
        if (items.Count > MostAtOnce)
            throw new Refusal(400, "INVALID_REQUEST_BODY", $"At most {MostAtOnce} records can be saved at once.");
        var records = items.Select(json => (
            Existing: json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? Existing(company.Store, resource, id.GetString()!) : null,
            Json: json)).ToList();
        if (records.Exists(record => !resource.Verbs.HasFlag(record.Existing is null ? Verbs.Create : Verbs.Update)) || resource.Plural == "organizations")
            throw BillyRefusals.NotAllowed(resource.Plural, "bulk saving records");
        var save = Operation(call, company);
        save.SaveAll(resource, records);
        return new(200, answer.Changed(save.Changes), save.Changes.Any);
    }

    /// <summary>The records of a bulk save; null where the body is none.</summary>
    private static List<JsonElement>? Items(ApiCall call, Resource resource)
    {
        var body = call.Body ?? default;
        var array = body.ValueKind == JsonValueKind.Object && body.TryGetProperty(resource.Plural, out var records) ? records : body;
        return array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? [.. array.EnumerateArray()]
            : null;
    }

    private static Verbs BulkVerb(Resource resource) => resource.Verbs.HasFlag(Verbs.Update) ? Verbs.BulkSave : Verbs.None;

    private ApiAnswer TakeFile(ApiCall call, SandboxCompany company, AnswerWriter answer)
    {
        var upload = Upload.Of(call);
        var save = Operation(call, company);
        var isPdf = upload.Type == "application/pdf";
        var file = save.Add("files",
            ("createdTime", save.Now), ("fileName", upload.Name), ("fileSize", upload.Body.Length), ("fileType", upload.Type),
            ("isImage", !isPdf), ("isPdf", isPdf), ("imageWidth", upload.Size?.Width), ("imageHeight", upload.Size?.Height));
        company.Files.Add(file.Id, upload.Body);
        save.Changes.Save(file);
        if (bool.TryParse(call.Headers["X-Create-Attachment"], out var attach) && attach)
        {
            save.Changes.Save(save.Add("attachments",
                ("organizationId", company.Organization.Id), ("createdTime", save.Now), ("fileId", file.Id), ("priority", 0)));
        }
        return new(200, answer.Changed(save.Changes), true);
    }

    /// <summary>Open to everybody who has the address.</summary>
    private ApiAnswer Download(ApiCall call, string kind, string id, string organization, string hash)
    {
        if (call.Method != "GET")
            throw BillyRefusals.NotAllowed("downloads", "anything but reading");
        var owner = companies.All.FirstOrDefault(company => company.Organization.Id == organization);
        var file = owner?.Do(() =>
            kind is "invoices" or "invoiceReminders" or "files" && owner.Store[kind].Find(id) is { } record && Downloads.Opens(record, hash)
                ? Downloads.Read(owner, record)
                : null);
        return file is var (body, type) ? new(200, body, false) { ContentType = type } : throw BillyRefusals.NotFound("download", id);
    }

    private static void CheckMail(ApiCall call, SandboxCompany company, SandboxRecord invoice)
    {
        if (!call.Body!.Value.TryGetProperty("email", out var email) || email.ValueKind != JsonValueKind.Object)
            throw new Refusal(400, "INVALID_REQUEST_BODY", "Request body should have an object named `email`.");
        foreach (var field in (ReadOnlySpan<string>)["contactPersonId", "emailSubject", "emailBody"])
        {
            if (!email.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
                throw BillyRefusals.Invalid(company.Options.ValidationStatus, ValidationErrors.Of("email", field, ValidationErrors.Blank));
        }
        var person = company.Store["contactPersons"].Find(email.GetProperty("contactPersonId").GetString());
        if (person is null || person.Text("contactId") != invoice.Text("contactId") || string.IsNullOrEmpty(person.Text("email")))
            throw BillyRefusals.Invalid(company.Options.ValidationStatus, ValidationErrors.Of("email", "contactPersonId", "This must be a person of the invoice's contact with an e-mail address."));
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
