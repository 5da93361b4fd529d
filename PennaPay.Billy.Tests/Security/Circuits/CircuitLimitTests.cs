using System.Net;
using System.Net.WebSockets;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Support.Circuits;

namespace PennaPay.Billy.Tests.Security.Circuits;

/// <summary>A limit of one lets two pages in: the second may be the first one loaded anew.</summary>
public sealed class CircuitLimitTests
{
    private const string Page = "/help";

    [Theory]
    [InlineData("PerSession", "Session")]
    [InlineData("PerUser", "User")]
    [InlineData("PerAddress", "Address")]
    public async Task PageOverALimit_IsRefusedPolitely_UntilAnotherIsClosed(string setting, string limit)
    {
        await using var app = await StartAsync(setting);
        using var browser = await app.CreateSignedInClientAsync();
        await using var first = await CircuitClient.OpenAsync(browser, Page);
        var second = await CircuitClient.OpenAsync(browser, Page);

        using var refused = await browser.GetAsync(new Uri(Page, UriKind.Relative));
        await second.DisposeAsync();
        using var shown = await browser.GetAsync(new Uri(Page, UriKind.Relative));

        Assert.Equal("/too-many-pages?returnUrl=%2Fhelp", app.LocationOf(refused));
        Assert.Contains(app.Logs.Lines, line => line.Contains($"too many are open already by this {limit}.", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Empty(first.Faults);
    }

    [Theory]
    [InlineData("PerSession", HttpStatusCode.OK)]
    [InlineData("PerUser", HttpStatusCode.Redirect)]
    [InlineData("PerAddress", HttpStatusCode.Redirect)]
    public async Task AnotherSignIn_HasPagesOfItsOwn_OnlyByTheLimitOfASession(string setting, HttpStatusCode answer)
    {
        await using var app = await StartAsync(setting);
        using var browser = await app.CreateSignedInClientAsync();
        using var another = await app.CreateSignedInClientAsync();
        await using var first = await CircuitClient.OpenAsync(browser, Page);
        await using var second = await CircuitClient.OpenAsync(browser, Page);

        using var third = await another.GetAsync(new Uri(Page, UriKind.Relative));

        Assert.Equal(answer, third.StatusCode);
    }

    [Theory]
    [InlineData("da", "Der er for mange sider åbne", "Luk nogle af de andre sider, og prøv igen.")]
    [InlineData("en", "Too many pages are open", "Close some of the other pages and try again.")]
    public async Task Refusal_IsAPlainPage_WithACodeAndAWayOn(string language, string title, string next)
    {
        await using var app = await StartAsync("PerSession");
        using var browser = await app.CreateSignedInClientAsync();
        var token = TestApp.AntiforgeryToken(await browser.GetStringAsync(new Uri("/error", UriKind.Relative)));
        using var chosen = await browser.PostAsync(new Uri("/preferences/language", UriKind.Relative), new FormUrlEncodedContent(
            new Dictionary<string, string> { ["value"] = language, ["__RequestVerificationToken"] = token }));

        using var answer = await browser.GetAsync(new Uri("/too-many-pages?returnUrl=%2Fhelp", UriKind.Relative));
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.All([title, next, "too_many_pages", "href=\"/help\""], part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageThatWasLoadedInTime_IsRefusedACircuit()
    {
        await using var app = await StartAsync("PerSession");
        using var browser = await app.CreateSignedInClientAsync();
        var html = await browser.GetStringAsync(new Uri(Page, UriKind.Relative));
        await using var first = await CircuitClient.OpenAsync(browser, Page);
        await using var second = await CircuitClient.OpenAsync(browser, Page);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CircuitClient.OpenAsync(browser, Page, html));

        Assert.Contains("There are too many open pages.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageThatLostItsConnection_ComesBack_WithoutAnotherPlace()
    {
        await using var app = await StartAsync("PerSession");
        using var browser = await app.CreateSignedInClientAsync();
        await using var first = await CircuitClient.OpenAsync(browser, Page);
        await using var second = await CircuitClient.OpenAsync(browser, Page);

        await second.BreakAsync();
        await using var back = await CircuitClient.ReturnAsync(browser, Page, second.Secret);

        using var refused = await browser.GetAsync(new Uri(Page, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/")]
    [InlineData("/_BLAZOR/")]
    public async Task Connections_AreLimitedToo_AlsoWithoutACircuit(string path)
    {
        await using var app = await StartAsync("PerSession");
        using var browser = await app.CreateSignedInClientAsync();
        using var first = await CircuitSocket.ConnectAsync(browser, path);
        using var second = await CircuitSocket.ConnectAsync(browser, path);
        using var third = await CircuitSocket.ConnectAsync(browser, path);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => CircuitSocket.ConnectAsync(browser, path));

        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<TestApp> StartAsync(string setting)
    {
        var app = TestApp.Start(new Dictionary<string, string?> { [$"Security:Circuits:{setting}"] = "1" });
        await app.CreateOwnerAsync();
        return app;
    }
}
