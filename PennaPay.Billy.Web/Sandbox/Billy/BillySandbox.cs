using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// Billy to try things on, and everything that can be done to it from outside its API: companies, the human in Billy's web
/// pages, planned faults, and the requests received. <see cref="BillyControlPlane"/> offers the same over HTTP.
/// </summary>
/// <remarks>
/// It asks for no credentials. It and its HTTP form are only there while <see cref="SandboxOptions.Enabled"/> is on, which
/// no production system may be.
/// </remarks>
public sealed class BillySandbox : SandboxSystem, IDisposable
{
    /// <summary>Where it answers as Billy; the base address for a client is this path with a slash after it.</summary>
    public const string ApiPath = "/sandbox/billy/v2";

    /// <summary>Where the pages are that stand in for Billy's own application.</summary>
    public const string AppPath = "/sandbox/billy/app";

    /// <summary>Where it is controlled. That asks for no credentials, so it exists only where the sandbox does.</summary>
    public const string ControlPath = "/sandbox/billy/_control";

    private const string TokenHeader = "X-Access-Token";
    private const string StateFile = "sandbox-billy.jsonl";

    private readonly TimeProvider time;
    private readonly SandboxAccounts<SandboxCompanyOptions, SandboxCompany> companies;
    private readonly BillyApi api;

    public BillySandbox(IOptions<SandboxOptions> options, TimeProvider time, ILogger<BillySandbox> logger)
    {
        this.time = time;
        DefaultToken = options.Value.Token;
        var reference = ReferenceData.Create();
        companies = new(
            DefaultToken,
            () => new() { YearOfBooks = options.Value.YearOfBooks },
            seed => new(BillySchema.Schema, reference, seed),
            (company, store) => Seed.Company(company, store, time.GetUtcNow()),
            options.Value is { Enabled: true, StateDirectory: { } folder } ? SandboxJournal.Open(Path.Combine(folder, StateFile), logger) : null);
        api = new(companies, reference, time);
    }

    public override string DefaultToken { get; }

    public override string BasePath => ApiPath;

    /// <summary>Makes a company and answers its access token.</summary>
    public string CreateCompany(SandboxCompanyOptions? options = null) =>
        companies.Create((options ?? new()) with { Token = null }, options?.Token);

    /// <summary>Makes another access token for the company of this one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such token.</exception>
    public string ReissueToken(string token)
    {
        Company(token);
        return companies.Reissue(token);
    }

    /// <summary>From now on the token is refused; its company stays.</summary>
    /// <exception cref="KeyNotFoundException">There is no such token.</exception>
    public void Revoke(string token)
    {
        Company(token);
        companies.Revoke(token);
    }

    /// <summary>Locks the organisation: it can be read, and refuses every write with this reason.</summary>
    public void Lock(string token, string reason) => With(token, company => company.Lock(reason));

    public void Unlock(string token) => With(token, company => company.Unlock());

    /// <summary>A person books a draft.</summary>
    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void Approve(string token, string invoiceId) =>
        Human(token, invoiceId, "draft", (save, invoice) => Bookkeeping.Approve(save, invoice));

    /// <summary>A person voids a booked invoice.</summary>
    /// <exception cref="InvalidOperationException">It is not booked.</exception>
    public void Void(string token, string invoiceId) =>
        Human(token, invoiceId, "approved", (save, invoice) => Bookkeeping.Void(save, invoice));

    /// <summary>A person makes an invoice of today and books it: its lines, and what else is to be on it, are Billy's properties.</summary>
    /// <returns>Billy's id of it.</returns>
    /// <exception cref="InvalidOperationException">The values are invalid.</exception>
    public string Issue(string token, string contactId, IEnumerable<object> lines, params ReadOnlySpan<(string Property, object? Value)> more)
    {
        var values = new Dictionary<string, object?>
        {
            ["contactId"] = contactId, ["entryDate"] = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["lines"] = lines,
        };
        foreach (var (property, value) in more)
            values[property] = value;
        values["state"] = "approved";
        return AddRecord(token, "invoices", values);
    }

    /// <summary>A person enters a payment of a booked invoice, of all that is left or of a part.</summary>
    /// <returns>Billy's id of the payment.</returns>
    /// <exception cref="InvalidOperationException">It is not booked.</exception>
    public string Pay(string token, string invoiceId, decimal? amount = null) => Pay(token, [invoiceId], amount);

    /// <summary>A person enters one payment of several booked invoices, of all that is left or of a part, the first ones first.</summary>
    /// <returns>Billy's id of the payment.</returns>
    /// <exception cref="InvalidOperationException">One of them is not booked, or they cannot be paid together.</exception>
    public string Pay(string token, IReadOnlyList<string> invoiceIds, decimal? amount = null)
    {
        var paid = "";
        Human(token, invoiceIds[0], "approved", (save, first) =>
        {
            var invoices = invoiceIds.Select(id => save.Store["invoices"].Find(id) ?? throw new KeyNotFoundException($"There is no invoice {id}.")).ToList();
            var side = Settlement.SideOf(first);
            var left = amount ?? invoices.Sum(invoice => Settlement.SideOf(invoice) == side ? invoice.Number("balance") : -invoice.Number("balance"));
            paid = save.Create(save.Store["bankPayments"].Resource, JsonSerializer.SerializeToElement(new
            {
                entryDate = first.Text("entryDate"), cashSide = side, cashExchangeRate = first.Number("exchangeRate"),
                cashAmount = InvoiceArithmetic.Round(left * first.Number("exchangeRate")),
                cashAccountId = save.Store["accounts"].All.First(account => account.Flag("isPaymentEnabled")).Id,
                associations = invoiceIds.Select(id => new { subjectReference = $"invoice:{id}" }).ToArray(),
            })).Id;
        });
        return paid;
    }

    /// <summary>A person takes a payment back.</summary>
    /// <exception cref="InvalidOperationException">It was taken back before.</exception>
    public void VoidPayment(string token, string paymentId) => Act(token, "bankPayments", paymentId, (save, payment) =>
    {
        if (payment.Flag("isVoided"))
            throw new InvalidOperationException("The payment is void.");
        save.Update(payment, JsonSerializer.SerializeToElement(new { isVoided = true }));
    });

    /// <summary>A person books a credit note that takes all of a booked invoice back.</summary>
    /// <returns>Billy's id of the credit note.</returns>
    /// <exception cref="InvalidOperationException">It is not booked.</exception>
    public string Credit(string token, string invoiceId)
    {
        var note = "";
        Human(token, invoiceId, "approved", (save, invoice) => note = save.Create(
            invoice.Resource,
            JsonSerializer.SerializeToElement(new
            {
                type = "creditNote", creditedInvoiceId = invoice.Id, contactId = invoice.Text("contactId"), entryDate = invoice.Text("entryDate"),
                currencyId = invoice.Text("currencyId"), taxMode = invoice.Text("taxMode"), state = "approved",
                lines = save.Store.Children(invoice, invoice.Resource["lines"]!).Select(line => new
                {
                    productId = line.Text("productId"), description = line.Text("description"), quantity = line.Number("quantity"), unitPrice = line.Number("unitPrice"),
                    discountMode = line.Text("discountMode"), discountValue = line["discountValue"],
                }).ToArray(),
            })).Id);
        return note;
    }

    /// <summary>A person deletes a draft.</summary>
    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void Delete(string token, string invoiceId) =>
        Human(token, invoiceId, "draft", (save, invoice) => save.Remove(invoice));

    /// <summary>
    /// A person edits a draft; unlike a client also its contact, type or number. The changes are Billy's properties:
    /// <c>new { contactMessage = "…", lines = … }</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is no draft, or the changes are invalid.</exception>
    public void Edit(string token, string invoiceId, object changes) =>
        Human(token, invoiceId, "draft", (save, invoice) => save.Update(invoice, JsonSerializer.SerializeToElement(changes)));

    /// <summary>A person adds a record of any resource, by its plural name, and what is embedded in it.</summary>
    /// <returns>Billy's id of it.</returns>
    /// <exception cref="InvalidOperationException">The values are invalid.</exception>
    public string AddRecord(string token, string resource, object values)
    {
        var company = Company(token);
        return company.Do(() => ByHuman(company, save => save.Create(company.Store[resource].Resource, JsonSerializer.SerializeToElement(values)).Id));
    }

    /// <summary>A person edits a record of any resource, by its plural name.</summary>
    /// <exception cref="InvalidOperationException">The changes are invalid.</exception>
    public void EditRecord(string token, string resource, string id, object changes) =>
        Act(token, resource, id, (save, record) => save.Update(record, JsonSerializer.SerializeToElement(changes)));

    /// <summary>A person deletes a record of any resource, by its plural name.</summary>
    /// <exception cref="InvalidOperationException">Something needs it.</exception>
    public void DeleteRecord(string token, string resource, string id) => Act(token, resource, id, (save, record) => save.Remove(record));

    /// <summary>The invoices of a company as Billy shows them, with their lines, oldest first.</summary>
    public IReadOnlyList<JsonElement> Invoices(string token) => Records(token, "invoices", "invoice.lines:embed");

    /// <summary>One invoice of any company with its lines and contact; null when there is none of that id.</summary>
    internal JsonElement? FindInvoice(string id)
    {
        foreach (var company in companies.All)
        {
            if (company.Do(() => Find(company, id)) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>One invoice of the company of this token.</summary>
    /// <exception cref="KeyNotFoundException">There is no such token.</exception>
    internal JsonElement? FindInvoice(string token, string id)
    {
        var company = Company(token);
        return company.Do(() => Find(company, id));
    }

    private JsonElement? Find(SandboxCompany company, string id)
    {
        if (company.Store["invoices"].Find(id) is not { } record)
            return null;
        var include = new Includes("invoice.lines:embed,invoice.contact:embed");
        var answer = new AnswerWriter(company.Store, include, ApiPath, time, time.GetTimestamp());
        return JsonElement.Parse(answer.One(record)).GetProperty("invoice");
    }

    /// <summary>All records of a resource, by its plural name, as Billy shows them, oldest first.</summary>
    public IReadOnlyList<JsonElement> Records(string token, string resource, string? include = null)
    {
        var company = Company(token);
        return company.Do<IReadOnlyList<JsonElement>>(() =>
        {
            var answer = new AnswerWriter(company.Store, new(include), ApiPath, time, time.GetTimestamp()) { Organization = company.Organization.Id };
            return [.. company.Store[resource].All.OrderBy(record => record.Order).Select(record =>
                JsonElement.Parse(answer.One(record)).GetProperty(record.Resource.Singular))];
        });
    }

    /// <summary>Starts anew: one company with its requests and faults, or everything.</summary>
    public void Reset(string? token = null)
    {
        if (token is null)
            companies.Reset();
        else
        {
            Company(token);
            companies.Reset(token);
        }
        FaultQueue.Clear(token);
        Log.Clear(token);
    }

    public void Dispose() => companies.Dispose();

    internal override string? TokenOf(HttpRequest request) =>
        request.Headers[TokenHeader].FirstOrDefault() is { Length: > 0 } token ? token : BasicAuth.Of(request.Headers)?.Password;

    internal override ApiAnswer Handle(ApiCall call) => api.Handle(call);

    internal override byte[] Error(Refusal refusal, long started) => AnswerWriter.Error(refusal, time, started);

    internal override Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path) => kind switch
    {
        SandboxFaultKind.TooManyRequests => new(429, "TOO_MANY_REQUESTS", message ?? "Too many requests."),
        SandboxFaultKind.Unauthorized => BillyRefusals.InvalidToken(),
        SandboxFaultKind.Forbidden => new(403, "OTHER", message ?? "You do not have access to this."),
        SandboxFaultKind.Invalid => BillyRefusals.Invalid(422, ValidationErrors.Of(SingularOf(path), null, message ?? "The record is invalid.")),
        _ => new(status, "INTERNAL_ERROR", message ?? "An internal error occurred."),
    };

    private static string SingularOf(string path) =>
        BillySchema.Schema.Find(path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "")?.Singular ?? "record";

    private SandboxCompany Company(string token) =>
        companies.Owner(token) ?? throw new KeyNotFoundException("No company has this access token.");

    private void With(string token, Action<SandboxCompany> act)
    {
        var company = Company(token);
        company.Do(() => act(company));
    }

    private void Human(string token, string invoiceId, string state, Action<BillySave, SandboxRecord> act) => Act(token, "invoices", invoiceId, (save, invoice) =>
    {
        if (invoice.Text("state") != state)
            throw new InvalidOperationException($"The invoice is {invoice.Text("state")}, not {state}.");
        act(save, invoice);
    });

    private void Act(string token, string resource, string id, Action<BillySave, SandboxRecord> act) => With(token, company =>
    {
        var record = company.Store[resource].Find(id) ?? throw new KeyNotFoundException($"There is no {company.Store[resource].Resource.Singular} {id}.");
        ByHuman(company, save =>
        {
            act(save, record);
            return record.Id;
        });
    });

    private string ByHuman(SandboxCompany company, Func<BillySave, string> act)
    {
        try
        {
            return act(new(company, time.GetUtcNow(), request: 0, byHuman: true));
        }
        catch (Refusal refusal)
        {
            throw new InvalidOperationException(refusal.Message, refusal);
        }
    }
}
