using System.Net.Http.Headers;
using System.Text.Json;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>A sandbox of the test's own with an empty company, and a client that has a developer token for it.</summary>
public abstract class PennylaneTests : IAsyncLifetime
{
    private HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    protected PennylaneServer Server { get; private set; } = null!;

    protected PennylaneSandbox Sandbox => Server.Control;

    protected PennylaneCompany Company { get; private set; } = null!;

    protected string Token { get; set; } = "";

    public async Task InitializeAsync()
    {
        Server = await PennylaneServer.StartAsync();
        Company = Sandbox.AddCompany("Essai SARL");
        Token = Sandbox.AddToken(Company);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Gets something of the API with the token.</summary>
    protected async Task<Answer> GetAsync(string path, string? token = null)
    {
        using var response = await SendAsync(HttpMethod.Get, new(Server.BaseAddress, path), token ?? Token);
        return await ReadAsync(response);
    }

    /// <summary>The ids of a list, in its order.</summary>
    protected async Task<List<long>> IdsAsync(string path) =>
        [.. (await GetAsync(path)).Ok["items"].Items.Select(item => item["id"].Element.GetInt64())];

    protected Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, string? token = null, HttpContent? content = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Http.SendAsync(request, cancellationToken);
    }

    protected static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);

    /// <summary>A filter of one condition, as a query says it.</summary>
    protected static string Filter(string field, string operation, object value) =>
        "filter=" + Uri.EscapeDataString(JsonSerializer.Serialize(new[] { new { field, @operator = operation, value } }));
}
