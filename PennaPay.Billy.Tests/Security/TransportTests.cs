using System.Net;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

/// <summary>Outside Development nothing of a session travels in clear, and nobody but a named proxy speaks for a visitor.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task BehindItsProxy_TheSessionIsForHttpsAlone()
    {
        await using var app = Start(("Security:TrustedProxies", "127.0.0.1"));
        await app.CreateOwnerAsync();
        using var visitor = new ProxiedVisitor(app);

        using var answer = await visitor.SignInAsync();

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.Contains(visitor.SetCookies, cookie => cookie.StartsWith("__Host-pennapay.session=", StringComparison.Ordinal));
        Assert.Contains(visitor.SetCookies, cookie => cookie.StartsWith("__Host-pennapay.antiforgery=", StringComparison.Ordinal));
        Assert.All(visitor.SetCookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(visitor.SetCookies, cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase));
        using var page = await visitor.GetAsync("/invoices");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task RedirectToSignIn_IsAPath()
    {
        await using var app = Start(("Security:TrustedProxies", "127.0.0.1"));
        await app.CreateOwnerAsync();
        using var visitor = new ProxiedVisitor(app);
        using var answer = await visitor.GetAsync("/invoices?page=2");
        Assert.Equal("/sign-in?returnUrl=%2Finvoices%3Fpage%3D2", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("127.0.0.1", "http")] // the proxy says that the visitor came in clear
    [InlineData("10.0.0.0/8", "https")] // who says so is no proxy of ours
    public async Task VisitorInClear_GetsNothingButTheReason(string trusted, string scheme)
    {
        await using var app = Start(("Security:TrustedProxies", trusted));
        using var visitor = new ProxiedVisitor(app, scheme: scheme);

        using var answer = await visitor.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("over https only", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.SetCookies);
        using var health = await visitor.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task AddressesThatAreMadeUp_DoNotPassTheThrottle()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Security:SignInsPerMinute"] = "2" });
        await app.CreateOwnerAsync();
        List<HttpStatusCode> answers = [];
        for (var visitor = 1; visitor <= 3; visitor++)
        {
            using var madeUp = new ProxiedVisitor(app, $"203.0.113.{visitor}");
            using var answer = await madeUp.SignInAsync("forkert adgangskode");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task VisitorsBehindTheProxy_AreThrottledEachAlone()
    {
        await using var app = Start(("Security:TrustedProxies", "127.0.0.1"), ("Security:SignInsPerMinute", "1"));
        await app.CreateOwnerAsync();
        using var one = new ProxiedVisitor(app, "203.0.113.1");
        using var other = new ProxiedVisitor(app, "203.0.113.2");
        (await one.SignInAsync("forkert adgangskode")).Dispose();

        using var again = await one.SignInAsync();
        using var first = await other.SignInAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Redirect), (again.StatusCode, first.StatusCode));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", ProxiedVisitor.Host)]
    [InlineData("Forwarded", "for=203.0.113.1")]
    public async Task ProxyBeforeWhatIsForThisMachineAlone_IsToldSo(string header, string value)
    {
        await using var app = Start(("Security:PlainHttpOnThisHost", "true"), ("AllowedHosts", "127.0.0.1"));
        using var client = app.CreateClient();
        using var direct = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        client.DefaultRequestHeaders.Add(header, value);
        using var proxied = await client.GetAsync(new Uri("/first-run", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (direct.StatusCode, proxied.StatusCode));
        Assert.Contains("Security:TrustedProxies", await proxied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "Security: passwords and sessions would travel in clear.")]
    [InlineData("Staging", "Security: passwords and sessions would travel in clear.")]
    [InlineData("Staging", "AllowedHosts: name the host names", "AllowedHosts", "")]
    [InlineData("Production", "AllowedHosts: name the host names", "AllowedHosts", "billy.example.dk;*")]
    [InlineData("Production", "Security:TrustedProxies: 'proxy.local' is neither an address nor a network", "Security:TrustedProxies", "10.0.0.1;proxy.local")]
    [InlineData("Production", "Security:TrustedProxies: '0.0.0.0/0' is neither an address nor a network", "Security:TrustedProxies", "0.0.0.0/0")]
    [InlineData("Production", "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes everybody.", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    [InlineData("Production", "Sandbox:Enabled: the sandbox is for trying things out", "Sandbox:Enabled", "true")]
    [InlineData("Production", "Security:PlainHttpOnThisHost: 'http://*:0' can be reached from elsewhere.", "Security:PlainHttpOnThisHost", "true", "ASPNETCORE_URLS", "http://*:0")]
    [InlineData("Production", "Security:PlainHttpOnThisHost is for this machine alone", "Security:PlainHttpOnThisHost", "true", "Security:TrustedProxies", "127.0.0.1")]
    public async Task UnsafeStart_IsRefusedWithASentence(
        string environment, string sentence, string key = "AllowedHosts", string value = ProxiedVisitor.Host, string other = "Other", string otherValue = "")
    {
        using var folder = new TemporaryFolder();
        var (exitCode, errors) = await ChildProgram.RunToEndAsync(
            environment, ("AllowedHosts", ProxiedVisitor.Host), ("Storage:DataDirectory", folder.Path), (key, value), (other, otherValue));
        Assert.Equal(1, exitCode);
        Assert.Contains(errors.Split('\n'), line => line.StartsWith(sentence, StringComparison.Ordinal));
    }

    private static TestApp Start(params (string Key, string Value)[] settings) => TestApp.Start(
        new Dictionary<string, string?> { ["AllowedHosts"] = ProxiedVisitor.Host }
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value),
        environment: "Production");
}
