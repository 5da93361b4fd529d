using System.Text.Json;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Billy's contacts and products as the product registers them, connected to a company of the sandbox over HTTP.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private EndpointHost(PushHost host, string token, OpenedConnection opened) => (Host, Token, Opened) = (host, token, opened);

    public PushHost Host { get; }

    public string Token { get; }

    public OpenedConnection Opened { get; }

    public BillySandbox Billy => Host.Billy;

    public IRecordEndpoint Contacts => Host.Get<RecordEndpoints>().Of(BillySystem.SystemId, SyncModule.Contacts).Theirs;

    public IRecordEndpoint Products => Host.Get<RecordEndpoints>().Of(BillySystem.SystemId, SyncModule.Products).Theirs;

    public IInvoiceEndpoint Invoices => Host.Get<IInvoiceEndpoint>();

    public static async Task<EndpointHost> StartAsync(SandboxCompanyOptions? options = null)
    {
        var host = await PushHost.StartAsync(connected: false);
        var token = host.Billy.CreateCompany(options ?? new() { RejectUnknownProperties = true });
        await host.ConnectAsync(token);
        return new(host, token, host.Get<ConnectionOpener>().Open(await host.ConnectionAsync()).Opened!.Urgently());
    }

    /// <summary>What a person has in Billy, with one property on top of what a record needs.</summary>
    public string AddContact(string? property = null, object? value = null, params ReadOnlySpan<(string Property, object? Value)> more)
    {
        var values = new Dictionary<string, object?> { ["name"] = "Nordlys Design ApS", ["countryId"] = "DK", ["isCustomer"] = true };
        if (property is not null)
            values[property] = value;
        foreach (var (name, other) in more)
            values[name] = other;
        return Billy.AddRecord(Token, "contacts", values);
    }

    /// <summary>A contact with persons, each as name, e-mail and whether it is the primary one.</summary>
    public string AddContactOf(params (string? Name, string? Email, bool IsPrimary)[] persons)
    {
        var contact = AddContact();
        AddPersons(contact, persons);
        return contact;
    }

    /// <summary>The same for a private contact.</summary>
    public string AddPrivateContactOf(params (string? Name, string? Email, bool IsPrimary)[] persons)
    {
        var contact = AddContact("type", "person");
        AddPersons(contact, persons);
        return contact;
    }

    private void AddPersons(string contact, (string? Name, string? Email, bool IsPrimary)[] persons)
    {
        foreach (var (name, email, isPrimary) in persons)
            Billy.AddRecord(Token, "contactPersons", new { contactId = contact, name, email, isPrimary });
    }

    public async Task<TheirRecord> ContactAsync(string id) => (await Contacts.GetAsync(Opened, id, default))!;

    public async Task<TheirRecord> ProductAsync(string id) => (await Products.GetAsync(Opened, id, default))!;

    /// <summary>Changes one field of a contact as it is just now.</summary>
    public async Task<TheirRecord> ChangeContactAsync(string id, string field, string? value) =>
        await Contacts.ChangeAsync(Opened, await ContactAsync(id), new Dictionary<string, string?> { [field] = value }, default);

    /// <inheritdoc cref="ChangeContactAsync"/>
    public async Task<TheirRecord> ChangeProductAsync(string id, string field, string? value) =>
        await Products.ChangeAsync(Opened, await ProductAsync(id), new Dictionary<string, string?> { [field] = value }, default);

    /// <summary>A record as Billy has it.</summary>
    public JsonElement Stored(string resource, string id) =>
        Billy.Records(Token, resource).Single(record => record.GetProperty("id").GetString() == id);

    /// <summary>The persons of a contact as Billy has them: id, name, e-mail and whether primary.</summary>
    public IReadOnlyList<string> PersonsOf(string contact) =>
    [
        .. Billy.Records(Token, "contactPersons").Where(person => person.GetProperty("contactId").GetString() == contact)
            .Select(person => $"{person.GetProperty("name")} <{person.GetProperty("email")}>{(person.GetProperty("isPrimary").ValueKind == JsonValueKind.True ? " !" : "")}"),
    ];

    /// <summary>What Billy is asked meanwhile, as <c>METHOD /path</c> with the body of a write.</summary>
    public async Task<IReadOnlyList<string>> RequestsOfAsync(Func<Task> work)
    {
        var before = Host.LastRequest;
        await work();
        return [.. Billy.Requests(since: before).Select(request => $"{request.Method} {request.Path.Split('?')[0]}{(request.Body is { } body ? $" {body}" : "")}")];
    }

    /// <summary>Why a call failed. One that Billy leaves hanging runs into its timeout.</summary>
    public async Task<ApiException> FailureOfAsync(Func<Task> call)
    {
        var before = Host.LastRequest;
        var work = call();
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(1));
            if (Billy.LatestRequest is { Status: null, Fault: SandboxFaultKind.Hang or SandboxFaultKind.CommitThenHang } hanging
                && hanging.Sequence > before && (hanging.Fault == SandboxFaultKind.Hang || hanging.Committed))
            {
                before = hanging.Sequence;
                Host.Clock.Advance(TimeSpan.FromSeconds(30));
            }
        }

        return await Assert.ThrowsAsync<ApiException>(() => work);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
