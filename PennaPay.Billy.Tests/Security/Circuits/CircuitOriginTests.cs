using System.Net;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Support.Circuits;

namespace PennaPay.Billy.Tests.Security.Circuits;

public sealed class CircuitOriginTests
{
    [Fact]
    public async Task OnlyTheDashboardsOwnPages_AndWhatIsNoBrowser_MayConnect()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();
        var own = app.Url.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(browser, own));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(browser, origin: null));
        string[] foreign =
        [
            "https://attacker.example", $"http://127.0.0.1:{app.Url.Port + 1}", "http://127.0.0.1", $"https://127.0.0.1:{app.Url.Port}",
            $"http://localhost:{app.Url.Port}", $"{own}.attacker.example", "null", "", "not an address",
        ];
        foreach (var origin in foreign)
            Assert.Equal((origin, HttpStatusCode.Forbidden), (origin, await NegotiateAsync(browser, origin)));
        Assert.Contains(app.Logs.Lines, line =>
            line.StartsWith("Warning ", StringComparison.Ordinal)
            && line.Contains($"The page https://attacker.example was refused a connection, because only {own} may have one.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ForeignPage_GetsNoWebSocket_AndEndsNoCircuit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();
        browser.DefaultRequestHeaders.Add("Origin", "https://attacker.example");

        using var socket = await browser.GetAsync(new Uri("/_blazor?id=any", UriKind.Relative));
        using var end = await browser.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (socket.StatusCode, end.StatusCode));
    }

    [Fact]
    public async Task AddressBehindAProxy_CanBeSet_AndIsThenTheOnlyOne()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Security:Circuits:Origin"] = "https://books.example.dk" });
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(browser, "https://books.example.dk"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(browser, app.Url.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Connection_IsNotCompressed_AlsoWhenTheBrowserOffersIt()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();

        using var socket = await CircuitSocket.ConnectAsync(browser);

        Assert.Contains("Sec-WebSocket-Accept", socket.HttpResponseHeaders!.Keys);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys);
    }

    private static async Task<HttpStatusCode> NegotiateAsync(HttpClient browser, string? origin)
    {
        using var answer = await CircuitSocket.NegotiateAsync(browser, origin);
        return answer.StatusCode;
    }
}
