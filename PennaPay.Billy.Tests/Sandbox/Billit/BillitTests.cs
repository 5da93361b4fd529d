using System.Net.Http.Json;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>A sandbox of the test's own with an empty company, and a client that has an API key for it.</summary>
public abstract class BillitTests : IAsyncLifetime
{
    private HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    protected BillitServer Server { get; private set; } = null!;

    protected BillitSandbox Sandbox => Server.Control;

    protected BillitCompany Company { get; private set; } = null!;

    /// <summary>A customer of the company who is nowhere but in its books.</summary>
    protected long Customer { get; private set; }

    protected string Key { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Server = await BillitServer.StartAsync();
        Company = Sandbox.AddCompany("Proef BV");
        Customer = Company.AddCustomer("Klant NV", "klant@voorbeeld.be", "BE0420010042");
        Key = Sandbox.AddKey(Company);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    protected Task<Answer> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    protected Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) => CallAsync(HttpMethod.Post, path, body, headers);

    protected Task<Answer> PatchAsync(string path, object body) => CallAsync(HttpMethod.Patch, path, body);

    /// <summary>Calls the API with the key and for the company.</summary>
    protected async Task<Answer> CallAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, new(Server.Root, "v1/" + path), body is null ? null : JsonContent.Create(body), [("ApiKey", Key), ("PartyID", $"{Company.Id}"), .. headers]);
        return await ReadAsync(response);
    }

    protected Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request);
    }

    protected static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);

    /// <summary>An invoice to the customer, changed as wanted; a value of null leaves it out.</summary>
    protected Dictionary<string, object> Invoice(params ReadOnlySpan<(string Name, object? Value)> changes)
    {
        var order = new Dictionary<string, object>
        {
            ["OrderType"] = "Invoice",
            ["OrderDirection"] = "Income",
            ["OrderDate"] = "2026-11-20",
            ["ExpiryDate"] = "2026-12-20",
            ["Customer"] = new { PartyID = Customer, PartyType = "Customer" },
            ["OrderLines"] = new object[] { Line(100m) },
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
                order.Remove(name);
            else
                order[name] = value;
        }
        return order;
    }

    protected static object Line(decimal excl, decimal rate = 21, decimal quantity = 1) =>
        new { Description = "Werk", Quantity = quantity, UnitPriceExcl = excl, VATPercentage = rate };

    /// <summary>Posts an order and answers its id.</summary>
    protected async Task<long> NewOrderAsync(Dictionary<string, object>? order = null) => (await PostAsync("orders", order ?? Invoice())).Ok.Element.GetInt64();

    protected async Task<Json> OrderAsync(long id) => (await GetAsync($"orders/{id}")).Ok;

    /// <summary>The status and the code of a refusal.</summary>
    protected static string Error(Answer answer) => $"{answer.Code} {answer.Json["errors"][0]["Code"].Text}";
}
