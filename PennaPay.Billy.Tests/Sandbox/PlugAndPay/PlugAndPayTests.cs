using System.Net.Http.Json;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>A sandbox of the test's own with an empty shop, and a client that has a key for it.</summary>
public abstract class PlugAndPayTests : IAsyncLifetime
{
    private HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    protected PlugAndPayServer Server { get; private set; } = null!;

    protected PlugAndPaySandbox Sandbox => Server.Control;

    protected PlugAndPayShop Shop { get; private set; } = null!;

    protected string Key { get; set; } = "";

    public async Task InitializeAsync()
    {
        Server = await PlugAndPayServer.StartAsync();
        Shop = Sandbox.AddShop("Proefwinkel");
        Key = Sandbox.AddKey(Shop);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    protected Task<Answer> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    /// <summary>Calls the API as it wants to be called.</summary>
    protected async Task<Answer> CallAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var response = await SendAsync(method, path, body, key: key ?? Key);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);
    }

    protected Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, string? accept = "application/json", string? agent = "CustomApiCall/2", string? key = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Server.BaseAddress, path)) { Content = body is null ? null : JsonContent.Create(body) };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (agent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (key is { Length: > 0 })
            request.Headers.Authorization = new("Bearer", key);
        return Http.SendAsync(request);
    }

    /// <summary>The ids of a list, in its order.</summary>
    protected async Task<List<long>> IdsAsync(string path) => [.. (await GetAsync(path)).Ok["data"].Items.Select(item => item["id"].Element.GetInt64())];
}
