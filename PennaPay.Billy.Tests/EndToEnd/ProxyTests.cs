using PennaPay.Billy.Tests.Security;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The program in Production behind a real nginx, in a real browser.</summary>
public sealed class ProxyTests
{
    [NginxFact]
    public async Task BehindNginx_NothingOfTheSessionTravelsInClear()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["AllowedHosts"] = ProxiedVisitor.Host, ["Security:TrustedProxies"] = "127.0.0.1" }, environment: "Production");
        await app.CreateOwnerAsync();
        await using var nginx = await NginxProxy.StartAsync(app.Url);
        await using var window = await Browser.OpenAsync(nginx.Secure);

        // As people type it, without https.
        await window.Page.GotoAsync(new Uri(nginx.Clear, "/invoices").ToString());
        await Expect(window.Page).ToHaveURLAsync($"{nginx.Secure}sign-in?returnUrl=%2Finvoices");
        await window.SignInAsync();
        await window.Page.GotoAsync("/invoices");
        await Expect(window.Test("page-title")).ToHaveTextAsync("Fakturaer");
        await window.Page.GotoAsync(new Uri(nginx.Clear, "/history").ToString());
        await Expect(window.Test("page-title")).ToHaveTextAsync("Historik");

        var cookies = await window.Page.Context.CookiesAsync();
        Assert.Contains(cookies, cookie => cookie.Name == "__Host-pennapay.session");
        Assert.All(cookies, cookie => Assert.True(cookie.Secure, cookie.Name));
        Assert.Equal(2, nginx.ClearTraffic.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(nginx.ClearTraffic.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("cookie=[-] set=[-]", line, StringComparison.Ordinal));
        Assert.Empty(window.Faults);
    }
}
