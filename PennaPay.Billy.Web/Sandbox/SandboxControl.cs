using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>
/// Everything that can be done to the sandbox from outside Billy's API: companies, the human in Billy's web pages, planned
/// faults, and the requests received. <see cref="SandboxControlPlane"/> offers the same over HTTP.
/// </summary>
/// <remarks>
/// It asks for no credentials. It and its HTTP form are only there while <see cref="SandboxOptions.Enabled"/> is on, which
/// no production system may be.
/// </remarks>
public sealed class SandboxControl
{
    private readonly TimeProvider time;
    private readonly Companies companies;

    public SandboxControl(IOptions<SandboxOptions> options, TimeProvider time)
    {
        this.time = time;
        DefaultToken = options.Value.Token;
        companies = new(DefaultToken, time);
        Api = new(companies, time);
    }

    /// <summary>The access token of the company that always exists.</summary>
    public string DefaultToken { get; }

    /// <summary>The faults that are still to come, each with the times that are left.</summary>
    public IReadOnlyList<SandboxFault> Faults => FaultQueue.Waiting;

    internal SandboxApi Api { get; }

    internal FaultQueue FaultQueue { get; } = new();

    internal RequestLog Log { get; } = new();

    /// <summary>Makes a company and answers its access token.</summary>
    public string CreateCompany(SandboxCompanyOptions? options = null) => companies.Create(options ?? new());

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

    /// <summary>The invoices of a company as Billy shows them, with their lines, oldest first.</summary>
    public IReadOnlyList<JsonElement> Invoices(string token) => Records(token, "invoices", "invoice.lines:embed");

    /// <summary>One invoice of any company with its lines and contact; null when there is none of that id.</summary>
    internal JsonElement? FindInvoice(string id)
    {
        foreach (var company in companies.All)
        {
            lock (company.Gate)
            {
                if (company.Store["invoices"].Find(id) is not { } record)
                    continue;
                var include = new Includes("invoice.lines:embed,invoice.contact:embed");
                var answer = new AnswerWriter(company.Store, include, SandboxOptions.BasePath, time, time.GetTimestamp());
                return JsonElement.Parse(answer.One(record)).GetProperty("invoice");
            }
        }

        return null;
    }

    /// <summary>All records of a resource, by its plural name, as Billy shows them, oldest first.</summary>
    public IReadOnlyList<JsonElement> Records(string token, string resource, string? include = null)
    {
        var company = Company(token);
        lock (company.Gate)
        {
            var answer = new AnswerWriter(company.Store, new(include), SandboxOptions.BasePath, time, time.GetTimestamp());
            return [.. company.Store[resource].All.OrderBy(record => record.Order).Select(record =>
                JsonElement.Parse(answer.One(record)).GetProperty(record.Resource.Singular))];
        }
    }

    /// <summary>The requests received, oldest first, since a sequence number and of one token if given.</summary>
    public IReadOnlyList<SandboxRequest> Requests(string? token = null, long since = 0) => Log.Since(since, token);

    /// <summary>The latest request; null before the first.</summary>
    public SandboxRequest? LatestRequest => Log.Latest;

    /// <summary>Puts a fault at the end of the queue.</summary>
    public void Plan(SandboxFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.DelayMs ?? 0, 0);
        FaultQueue.Add(fault);
    }

    /// <summary>Forgets the faults planned for one token, or all of them.</summary>
    public void ClearFaults(string? token = null) => FaultQueue.Clear(token);

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

    private SandboxCompany Company(string token) =>
        companies.Owner(token) ?? throw new KeyNotFoundException("No company has this access token.");

    private void With(string token, Action<SandboxCompany> act)
    {
        var company = Company(token);
        lock (company.Gate)
            act(company);
    }

    private void Human(string token, string invoiceId, string state, Action<SaveOperation, SandboxRecord> act) => With(token, company =>
    {
        var invoice = company.Store["invoices"].Find(invoiceId) ?? throw new KeyNotFoundException($"There is no invoice {invoiceId}.");
        if (invoice.Text("state") != state)
            throw new InvalidOperationException($"The invoice is {invoice.Text("state")}, not {state}.");
        try
        {
            act(new(company, time.GetUtcNow(), request: 0, byHuman: true), invoice);
        }
        catch (Refusal refusal)
        {
            throw new InvalidOperationException(refusal.Message, refusal);
        }
    });
}
