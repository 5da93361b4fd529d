using System.Net;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.History;

namespace PennaPay.Billy.Tests.Security;

public sealed class RequestLimitTests
{
    [Theory]
    [InlineData("da-DK", "Vent et minut, og hent filen igen.")]
    [InlineData("en-GB", "Wait a minute and download the file again.")]
    public async Task Exports_AreAFewAMinute_AndTheNextIsToldWhenToComeBack(string culture, string next)
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();
        browser.DefaultRequestHeaders.Add("Cookie", $"pennapay.culture=c%3D{culture}%7Cuic%3D{culture}");
        for (var i = 0; i < 10; i++)
        {
            using var file = await browser.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }

        using var refused = await browser.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.TooManyRequests, "text/plain"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var said = await refused.Content.ReadAsStringAsync();
        Assert.Contains(next, said, StringComparison.Ordinal);
        Assert.Contains("too_many_exports", said, StringComparison.Ordinal);
        // Everything else goes on.
        using var page = await browser.GetAsync(new Uri("/history", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Forms_AreSmall()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = app.CreateClient();
        // What is refused is not sent then; sending on to whoever has hung up fails.
        browser.DefaultRequestHeaders.ExpectContinue = true;

        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(Enumerable.Range(1, 200).ToDictionary(n => $"f{n}", _ => "")));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(new() { ["Form.Email"] = new string('x', 20_000) }));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(new() { [new string('x', 300)] = "" }));
        var tooLarge = await SignInAsync(Enumerable.Range(1, 90).ToDictionary(n => $"f{n}", _ => new string('x', 15_000)));
        Assert.True(tooLarge is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{tooLarge}");
        using var signedIn = await TestApp.SignInAsync(browser);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        async Task<HttpStatusCode> SignInAsync(Dictionary<string, string> fields)
        {
            using var answer = await TestApp.PostFormAsync(browser, "/sign-in", "sign-in", fields);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task OriginThatWouldRuleATerminal_IsLoggedWithoutThat()
    {
        await using var app = TestApp.Start();
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var stranger = new HttpClient(handler) { BaseAddress = app.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.TryAddWithoutValidation("Origin", "https://attacker.example/\u009B2JFORGED");

        using var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(app.Logs.Lines, line => line.Contains("attacker.example/ 2JFORGED", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains('\u009B', StringComparison.Ordinal));
    }
}
