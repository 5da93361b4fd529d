using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

public sealed class AccessTests
{
    private static readonly string[] Open =
    [
        "/sign-in", "/first-run", "/error", "/sign-out", "/preferences/language", "/preferences/theme", "/health/live", "/health/ready", "/security/reports",
        // Programs come with a key; without one they are told here where to find out about it.
        "/mcp", "/mcp/billy", "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource/mcp/billy", "/.well-known/{**rest}",
        // Systems call what they were told, at an address that nobody can guess.
        "/hooks/{secret}",
    ];

    [Fact]
    public async Task Endpoints_WithoutSignIn_AreClosedExceptTheNamedOnes()
    {
        await using var app = TestApp.Start();
        var open = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/'))
            .Where(path => !path.StartsWith("/sandbox/", StringComparison.Ordinal) && !IsStaticAsset(path))
            .Distinct();

        Assert.Equal(Open.Order(), open.Order());
    }

    [Fact]
    public async Task Pages_WithoutSignIn_LeadToSignIn()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        foreach (var page in PagesOf(app))
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal((page, HttpStatusCode.Redirect), (page, answer.StatusCode));
            Assert.Equal("/sign-in", app.LocationOf(answer)!.Split('?')[0]);
        }
    }

    [Fact]
    public async Task Pages_BeforeTheFirstRun_LeadToIt()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        foreach (var page in PagesOf(app).Append("/sign-in").Append("/no-such-page"))
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal((page, "/first-run"), (page, app.LocationOf(answer)));
        }
    }

    [Fact]
    public async Task Circuit_WithoutSignIn_IsRefused()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        using var answer = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task FirstRun_TwoAtOnce_MakesOneOwnerAndOneWorkspace()
    {
        await using var app = TestApp.Start();
        using var first = app.CreateClient();
        using var second = app.CreateClient();

        var answers = await Task.WhenAll(
            PostFirstRunAsync(first, "en@eksempel.dk"), PostFirstRunAsync(second, "to@eksempel.dk"));

        Assert.Equal(["/", "/sign-in"], answers.Select(app.LocationOf).Order());
        await using var database = app.Database.Read(default);
        Assert.Single(await database.Users.ToListAsync());
        Assert.Single(await database.Set<Workspace>().ToListAsync());
    }

    [Fact]
    public async Task FirstRun_WithAnOwner_IsOver()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        var token = TestApp.AntiforgeryToken(await client.GetStringAsync(new Uri("/first-run", UriKind.Relative)));
        await app.CreateOwnerAsync();

        using var answer = await client.PostAsync(new Uri("/first-run", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "first-run", ["__RequestVerificationToken"] = token,
            ["Form.Company"] = "Anden", ["Form.Email"] = "anden@eksempel.dk", ["Form.Password"] = TestApp.Password,
        }));

        Assert.Equal("/sign-in", app.LocationOf(answer));
        await using var database = app.Database.Read(default);
        Assert.Equal(TestApp.Email, (await database.Users.SingleAsync()).Email);
    }

    [Theory]
    [InlineData("/help", "/help")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("help", "/")]
    [InlineData("/。/evil.example", "/")]
    public async Task SignIn_ReturnUrl_StaysOnThisSite(string asked, string expected)
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        using var answer = await TestApp.PostFormAsync(client, $"/sign-in?returnUrl={Uri.EscapeDataString(asked)}", "sign-in",
            new() { ["Form.Email"] = TestApp.Email, ["Form.Password"] = TestApp.Password });
        Assert.Equal((HttpStatusCode.Redirect, expected), (answer.StatusCode, app.LocationOf(answer)));
    }

    [Fact]
    public async Task SignIn_ManyAttemptsFromOneAddress_AreSlowedDown()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Security:SignInsPerMinute"] = "2" });
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        for (var attempt = 0; attempt < 2; attempt++)
            (await TestApp.SignInAsync(client, "forkert adgangskode")).Dispose();

        using var answer = await TestApp.SignInAsync(client);

        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("Retry-After"))));
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/preferences/language")]
    [InlineData("/preferences/theme")]
    public async Task Forms_WithoutAntiforgeryToken_AreRefused(string path)
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["value"] = "en" }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Answers_CarryTheSecurityHeaders()
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(new Uri("/first-run", UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'; script-src-attr 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Server");
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    private static IEnumerable<string> PagesOf(TestApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
            && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => s.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : Guid.Empty.ToString())))
        .Distinct();

    private static bool IsStaticAsset(string path) =>
        path.StartsWith("/_content/", StringComparison.Ordinal) || path.StartsWith("/_framework/", StringComparison.Ordinal) || Path.HasExtension(path);

    private static Task<HttpResponseMessage> PostFirstRunAsync(HttpClient client, string email) => TestApp.PostFormAsync(client, "/first-run", "first-run",
        new() { ["Form.Company"] = "Eksempel ApS", ["Form.Email"] = email, ["Form.Password"] = TestApp.Password });
}
