using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.Engine;

/// <summary>A second system on the engine: what it brings itself is a schema, a token and an envelope.</summary>
public sealed class SandboxEngineTests : IDisposable
{
    private static readonly object TwoItems = new
    {
        number = "S-1",
        items = new object[] { new { title = "Kop", price = 49.5m }, new { title = "Fad", price = "120.00" } },
    };

    private readonly TemporaryFolder folder = new();

    private string StateFile => Path.Combine(folder.Path, "sandbox-shop.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Records_AreKeptWithThoseEmbeddedInThem()
    {
        await using var shop = await ShopServer.StartAsync(new ShopSandbox());

        var order = await shop.PostAsync(TwoItems);

        Assert.Equal(HttpStatusCode.Created, order.Status);
        Assert.Equal(
            """{"number":"S-1","status":"open","items":[{"title":"Kop","price":49.5},{"title":"Fad","price":120.00}]}""",
            await shop.OrderAsync(order));
    }

    [Fact]
    public async Task WhatTheSchemaForbids_IsRefusedInTheSystemsOwnWords_AndNothingIsStored()
    {
        await using var shop = await ShopServer.StartAsync(new ShopSandbox());

        var noNumber = await shop.PostAsync(new { items = new object[] { new { price = 1 } } });
        var noToken = await shop.GetAsync("orders", token: null);

        Assert.Equal("422 number title", $"{noNumber.Code} {noNumber.Json["Message"].Text}");
        Assert.Equal("401 Who are you?", $"{noToken.Code} {noToken.Json["Message"].Text}");
        Assert.Equal("0", (await shop.GetAsync("orders")).Json["total"].Text);
    }

    [Fact]
    public async Task PlannedFaults_HitIt_AndItsRequestsAreLogged()
    {
        using var system = new ShopSandbox();
        await using var shop = await ShopServer.StartAsync(system);
        system.Plan(new() { Kind = SandboxFaultKind.TooManyRequests, RetryAfterSeconds = 3, Message = "Slowly." });
        system.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, Method = "POST" });

        var refused = await shop.GetAsync("orders");
        await Assert.ThrowsAsync<HttpRequestException>(() => shop.PostAsync(TwoItems));

        Assert.Equal("429 Slowly. 3", $"{refused.Code} {refused.Json["Message"].Text} {refused.RetryAfter?.TotalSeconds}");
        Assert.Equal("1", (await shop.GetAsync("orders")).Json["total"].Text);
        Assert.Equal([false, true, false], system.Requests().Select(request => request.Committed));
    }

    [Fact]
    public async Task EverythingItHeld_IsThereAfterARestart()
    {
        string other, revoked;
        Answer kept, gone;
        using (var before = Kept())
        {
            await using var shop = await ShopServer.StartAsync(before);
            kept = await shop.PostAsync(TwoItems);
            gone = await shop.PostAsync(TwoItems);
            await shop.DeleteAsync(gone);
            (other, revoked) = (before.Open("Another"), before.Open("Closed"));
            await shop.PostAsync(TwoItems, other);
            before.Revoke(revoked);
        }

        // Twice, since the second start reads what the first one shortened.
        for (var start = 0; start < 2; start++)
        {
            using var after = Kept();
            await using var shop = await ShopServer.StartAsync(after);
            Assert.Equal(kept.Text, (await shop.GetAsync($"orders/{kept.Json["id"].Text}")).Text);
            Assert.Equal(HttpStatusCode.NotFound, (await shop.GetAsync($"orders/{gone.Json["id"].Text}")).Status);
            Assert.Equal("""{"shop":"The shop","total":1}""", (await shop.GetAsync("orders")).Text);
            Assert.Equal("""{"shop":"Another","total":1}""", (await shop.GetAsync("orders", other)).Text);
            Assert.Equal(HttpStatusCode.Unauthorized, (await shop.GetAsync("orders", revoked)).Status);
        }
        Assert.DoesNotContain(other, await File.ReadAllTextAsync(StateFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineThatWasNotFinished_IsAsIfTheRequestHadNeverBeen()
    {
        using (var before = Kept())
        {
            await using var shop = await ShopServer.StartAsync(before);
            await shop.PostAsync(TwoItems);
            await shop.PostAsync(TwoItems);
        }
        await using (var file = new FileStream(StateFile, FileMode.Open))
            file.SetLength(file.Length - 10);

        using var after = Kept();
        await using var again = await ShopServer.StartAsync(after);
        Assert.Equal("1", (await again.GetAsync("orders")).Json["total"].Text);
        await again.PostAsync(TwoItems);
        Assert.Equal("2", (await again.GetAsync("orders")).Json["total"].Text);
    }

    [Fact]
    public async Task AFileThatIsNoJournal_IsPutAside()
    {
        await File.WriteAllTextAsync(StateFile, "not a journal\n");

        using var system = Kept();
        await using var shop = await ShopServer.StartAsync(system);

        Assert.Equal("0", (await shop.GetAsync("orders")).Json["total"].Text);
        Assert.Equal("not a journal\n", await File.ReadAllTextAsync(StateFile + ".unreadable"));
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenTo_CostsTheMemoryOnly()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "taken"), "");

        Assert.Null(SandboxJournal.Open(Path.Combine(folder.Path, "taken", "sandbox-shop.jsonl"), NullLogger.Instance));
    }

    private ShopSandbox Kept() => new(SandboxJournal.Open(StateFile, NullLogger.Instance));

    private sealed class ShopServer(WebApplication app, ShopSandbox system) : IAsyncDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = new(app.Urls.Single() + system.BasePath + "/") };

        public static async Task<ShopServer> StartAsync(ShopSandbox system) => new(
            await LocalServer.StartAsync(
                builder => builder.Services.AddSingleton(TimeProvider.System), app => app.MapSystem(system)),
            system);

        public Task<Answer> GetAsync(string path, string? token = "shop-token") => SendAsync(HttpMethod.Get, path, token);

        public Task<Answer> PostAsync(object order, string token = "shop-token") => SendAsync(HttpMethod.Post, "orders", token, order);

        public Task<Answer> DeleteAsync(Answer order) => SendAsync(HttpMethod.Delete, $"orders/{order.Json["id"].Text}", system.DefaultToken);

        /// <summary>The order as it is now, without its id.</summary>
        public async Task<string> OrderAsync(Answer order)
        {
            var id = order.Json["id"].Text;
            return (await GetAsync($"orders/{id}")).Text.Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal);
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.DisposeAsync();
        }

        private async Task<Answer> SendAsync(HttpMethod method, string path, string? token, object? body = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            request.Content = body is null ? null : JsonContent.Create(body);
            using var response = await http.SendAsync(request);
            return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);
        }
    }
}
