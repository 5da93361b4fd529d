using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Tests.Connections;

public sealed class ConnectionPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ConnectionHost host = null!;
    private BunitContext browser = null!;

    // Not in InitializeAsync: what an asynchronous method does to the culture ends with it.
    public ConnectionPageTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    public async Task InitializeAsync()
    {
        host = await ConnectionHost.StartAsync();
        browser = BrowserOf(host, await TestUsers.AddAsync(host.Get<Database>(), host.Workspace));
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("", "Paste the access token from Billy.")]
    [InlineData("   ", "Paste the access token from Billy.")]
    [InlineData("5a9d0b0c4e7f", "The access token is too short (under 20 characters). Was all of it copied?")]
    [InlineData("5a9d0b0c4e7f41d2 86b3c9e1f07d5a2b4c6e8f0", "There is a space or line break inside the access token. Copy the token only.")]
    [InlineData("5a9d0b0c4e7f41d2æ86b3c9e1f07d5a2b4c6e8f0", "The access token contains characters that Billy's tokens don't have. Copy it again from Billy.")]
    [InlineData("5a9d0b0c4e7f41d2a86b3c9e1f07d5a2b4c6ffff", "The sandbox does not know this access token.")]
    public async Task Connect_WithABadToken_SaysSoBesideTheField(string typed, string error)
    {
        var page = Open();
        page.Find("[data-testid=token-is-sandbox]").Change(true);
        page.Find("[data-testid=token]").Input(typed);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(error, page.Find("[data-testid=token-error]").TextContent), Patience);
        Assert.Equal("true", page.Find("[data-testid=token]").GetAttribute("aria-invalid"));
        Assert.Equal("NotConnected", Status(page));
        // Typing again takes the error away, so that nobody reads yesterday's. Awaited: the page may still be busy showing it.
        await page.InvokeAsync(() => page.Find("[data-testid=token]").InputAsync("x"));
        Assert.Empty(page.FindAll("[data-testid=token-error]"));
    }

    [Fact]
    public async Task Connect_ToAnotherCompanysBooks_Warns()
    {
        await host.Get<Database>().WriteAsync(host.Workspace, (db, _) => Task.FromResult(
            db.Add(new Workspace { Id = host.Workspace, Name = "Eksempel ApS", RegistrationNo = "12345674", CreatedAt = host.Clock.GetUtcNow() })), default);
        var page = Open();
        page.Find("[data-testid=token]").Input(host.Token);

        page.Find("form").Submit();

        var warning = page.WaitForElement("[data-testid=other-organization]", Patience);
        Assert.Equal("warning", warning.GetAttribute("data-tone"));
        Assert.Contains("The connection is to PennaPay Prøvefirma ApS with CVR number 99001232, but your company Eksempel ApS has CVR number 12345674.", warning.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_WhileBillyIsAway_KeepsWhatWasTypedAndWorksAtTheSecondTry()
    {
        var page = Open();
        page.Find("[data-testid=token-is-sandbox]").Change(true);
        page.Find("[data-testid=token]").Input(host.Token);
        host.Sandbox.Control.Plan(new SandboxFault { Kind = SandboxFaultKind.ServerError });

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(FailureCodes.SystemUnavailable, page.Find("[data-testid=failure]").GetAttribute("data-code")), Patience);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Connected", Status(page)), Patience);
        Assert.Equal("PennaPay Prøvefirma ApS", page.Find("[data-testid=organization-name]").TextContent);
        Assert.Equal("99001232", page.Find("[data-testid=registration-no]").TextContent);
        Assert.Equal("DKK", page.Find("[data-testid=currency]").TextContent);
        Assert.Equal($"••••{host.Token[^4..]}", page.Find("[data-testid=token-last-four]").TextContent);
        Assert.Equal("2026-11-20T23:30:00.0000000Z", page.Find("[data-testid=last-verified] time").GetAttribute("datetime"));
        var toast = Assert.Single(browser.Services.GetRequiredService<Toasts>().Shown);
        Assert.Equal((ToastTone.Success, "Connected to PennaPay Prøvefirma ApS"), (toast.Tone, toast.Title));
    }

    [Fact]
    public void Token_IsNeverWrittenIntoThePage()
    {
        var page = Open();
        page.Find("[data-testid=token-is-sandbox]").Change(true);
        page.Find("[data-testid=token]").Input(host.Token);
        Assert.DoesNotContain(host.Token, page.Markup, StringComparison.Ordinal);
        page.Find("[data-testid=token-show]").Click();
        Assert.Equal("text", page.Find("[data-testid=token]").GetAttribute("type"));
        host.Sandbox.Control.Plan(new SandboxFault { Kind = SandboxFaultKind.Unauthorized });
        page.Find("form").Submit();
        page.WaitForElement("[data-testid=token-error]", Patience);
        Assert.DoesNotContain(host.Token, page.Markup, StringComparison.Ordinal);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Connected", Status(page)), Patience);
        Assert.DoesNotContain(host.Token, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=token]"));
    }

    [Fact]
    public async Task Connect_ClickedTwice_AsksBillyOnce()
    {
        var page = Open();

        var button = page.Find("[data-testid=use-sandbox]");
        var first = button.ClickAsync(new());
        var second = button.ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Connected", Status(page)), Patience);
        await Task.WhenAll(first, second);
        Assert.Single(host.Sandbox.Control.Requests(), request => request.Path == "/organization");
    }

    [Fact]
    public void Test_OfARevokedToken_SaysWhyAndKeepsLastVerified()
    {
        var page = OpenConnected();
        host.Sandbox.Control.Revoke(host.Token);
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        page.Find("[data-testid=test-connection]").Click();

        page.WaitForAssertion(() => Assert.Equal("Failing", Status(page)), Patience);
        Assert.Equal(FailureCodes.TokenRejected, page.Find("[data-testid=failure]").GetAttribute("data-code"));
        Assert.Equal("2026-11-20T23:30:00.0000000Z", page.Find("[data-testid=last-verified] time").GetAttribute("datetime"));
        Assert.Equal("2026-11-20T23:35:00.0000000Z", page.Find("[data-testid=failed-at] time").GetAttribute("datetime"));
        // The way on is right there.
        Assert.Single(page.FindAll("[data-testid=token]"));
    }

    [Fact]
    public async Task SaveSettings_WithAnUnknownAccount_SaysSoBesideTheFieldAndKeepsIt()
    {
        var page = OpenConnected();
        // Inside the page's turn: the accounts that arrive late draw the form anew.
        await page.InvokeAsync(() => page.Find("[data-testid=account-code]").ChangeAsync("9999"));
        await page.InvokeAsync(() => page.Find("[data-testid=auto-push]").ChangeAsync(true));

        await page.InvokeAsync(() => page.Find("[data-testid=save-settings]").Closest("form")!.SubmitAsync());

        page.WaitForAssertion(() => Assert.StartsWith("Account 9999 is not in Billy's chart", page.Find("[data-testid=account-error]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("9999", page.Find("[data-testid=account-code]").GetAttribute("value"));
        // Past midnight in Copenhagen.
        Assert.Equal("21/11/2026", page.Find("[data-testid=auto-push-from]").GetAttribute("value"));
        await page.InvokeAsync(() => page.Find("[data-testid=account-code]").ChangeAsync("1110"));
        await page.InvokeAsync(() => page.Find("[data-testid=save-settings]").Closest("form")!.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains(browser.Services.GetRequiredService<Toasts>().Shown, toast => toast.Title == "Settings saved"), Patience);
    }

    [Fact]
    public async Task ChangesElsewhere_ShowOnThePageAndInTheBadge()
    {
        var page = Open();
        var badge = browser.Render<ConnectionBadge>();
        page.WaitForAssertion(() => Assert.Equal("NotConnected", Status(page)), Patience);

        await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);
        page.WaitForAssertion(() => Assert.Equal("Connected", Status(page)), Patience);
        badge.WaitForAssertion(() => Assert.Equal("sandbox", Tone(badge)), Patience);

        await host.PauseAsync(new Failure(FailureCodes.RateLimited), host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), default);
        badge.WaitForAssertion(() => Assert.Equal("warning", Tone(badge)), Patience);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        badge.WaitForAssertion(() => Assert.Equal("sandbox", Tone(badge)), Patience);

        await host.PauseAsync(new Failure(FailureCodes.TokenRejected), null, default);
        badge.WaitForAssertion(() => Assert.Equal("danger", Tone(badge)), Patience);
    }

    private static string? Tone(IRenderedComponent<ConnectionBadge> badge) => badge.Find(".pp-chip").GetAttribute("data-tone");

    private static string? Status(IRenderedComponent<ConnectionPage> page) => page.Find("[data-testid=connection]").GetAttribute("data-status");

    private IRenderedComponent<ConnectionPage> Open()
    {
        var page = browser.Render<ConnectionPage>();
        page.WaitForElement("[data-testid=connection]", Patience);
        return page;
    }

    private IRenderedComponent<ConnectionPage> OpenConnected()
    {
        var page = Open();
        page.Find("[data-testid=use-sandbox]").Click();
        page.WaitForElement("[data-testid=account-code]", Patience);
        return page;
    }

    private static BunitContext BrowserOf(ConnectionHost host, Actor owner)
    {
        var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        browser.Services.AddRadzenComponents();
        browser.Services.AddLocalization();
        browser.Services.AddSingleton<TimeProvider>(host.Clock);
        browser.Services.AddSingleton(host.Connector);
        browser.Services.AddSingleton(host.Settings);
        browser.Services.AddSingleton(host.Get<CompanyEditor>());
        browser.Services.AddSingleton(host.Get<CompanyFeed>());
        browser.Services.AddSingleton(host.Get<ConnectionFeed>());
        browser.Services.AddSingleton(host.Get<BillyEndpoints>());
        browser.Services.AddSingleton(host.Get<Database>());
        browser.Services.AddSingleton(host.Get<InvoicePusher>());
        browser.Services.AddSingleton(host.Get<AutoPushSwitch>());
        browser.Services.AddSingleton(Options.Create(new SandboxOptions { Enabled = true, Token = host.Token }));
        browser.Services.AddSingleton<FailureDescriber>();
        browser.Services.AddSingleton(host.Get<CopiesElsewhere>());
        browser.Services.AddSingleton<SwitchWords>();
        browser.Services.AddScoped<Toasts>();
        browser.Services.AddScoped<Visitor>();
        browser.Services.AddScoped<CurrentUser>();
        browser.Services.AddScoped<PasswordAgain>();
        browser.AddAuthorization().SetAuthorized(owner.Name).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, owner.Id),
            new Claim(AccountClaims.Workspace, host.Workspace.ToString()),
            new Claim(AccountClaims.Session, owner.Session!.Value.ToString()));
        return browser;
    }
}
