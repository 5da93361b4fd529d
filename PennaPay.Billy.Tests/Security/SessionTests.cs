using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Tests.Security;

/// <summary>A session lives on the server: what has ended there opens nothing any more, whoever has the cookie.</summary>
public sealed class SessionTests
{
    private readonly TestClock clock = new(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task StolenCookie_AfterSignOut_OpensNothing()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        using var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Url };
        thief.DefaultRequestHeaders.Add("Cookie", await CookiesAsync(app));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(thief, "/history/export.csv"));

        await app.SignOutAsync(thief);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(thief, "/"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(thief, "/history/export.csv"));
        using var circuit = await thief.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        // Whoever signed in elsewhere is not affected.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
    }

    [Theory]
    [InlineData(8 * 60 - 1, true)]
    [InlineData(8 * 60, false)]
    public async Task SessionThatNobodyUses_EndsAfterEightHours(int minutes, bool open)
    {
        await using var app = Start();
        await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();

        clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(open ? HttpStatusCode.OK : HttpStatusCode.Redirect, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task SessionThatIsUsed_EndsAllTheSame()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["Security:SessionIdle"] = "01:00:00", ["Security:SessionLifetime"] = "03:00:00" },
            services: services => services.AddSingleton<TimeProvider>(clock));
        await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        for (var used = 0; used < 3; used++)
        {
            clock.Advance(TimeSpan.FromMinutes(55));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
        }

        clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task DatabaseThatCannotBeWritten_ShowsPagesAllTheSame_AndForgetsTheSessionInTheBrowserAtLeast()
    {
        var disk = new ReadOnlyDisk();
        await using var app = TestApp.Start(services: services => services
            .AddSingleton<TimeProvider>(clock)
            .ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(disk)));
        await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        disk.IsReadOnly = true;
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
        Assert.Equal("/sign-in?sessionIsOpen=true", await app.SignOutAsync(client));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/"));
        var signIn = await client.GetStringAsync(new Uri("/sign-in?sessionIsOpen=true", UriKind.Relative));
        Assert.Contains("Du er logget ud i denne browser", signIn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewPassword_ThatIsTheCompanysName_IsRefused()
    {
        await using var app = Start();
        var owner = await app.CreateOwnerAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserAccounts>();
        var result = await accounts.ChangePasswordAsync(
            new SignedInUser(owner), TestApp.Password, $"{TestApp.Company} 1", default);
        Assert.Equal(new AccountResult.WeakPassword(PasswordProblem.Common), result);
    }

    [Fact]
    public async Task SignIn_IsKeptWithBrowserAndAddress_AndAudited()
    {
        await using var app = Start();
        var owner = await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
        (await TestApp.SignInAsync(client)).Dispose();

        await using var db = app.Database.Read(owner.Workspace);
        var session = await db.Set<Session>().SingleAsync();
        Assert.Equal(
            (owner.UserId, "Firefox, Windows", "127.0.0.1", clock.GetUtcNow()), (session.UserId, session.Device, session.Address, session.StartedAt));
        Assert.Equal("session.started", (await db.Set<AuditEntry>().OrderBy(entry => entry.Id).LastAsync()).Action);
    }

    [Fact]
    public async Task ChangedPassword_EndsTheOtherSessions_AndOpensNewOnes()
    {
        await using var app = Start();
        var owner = await app.CreateOwnerAsync();
        using var other = await app.CreateSignedInClientAsync();
        var sessions = app.Services.GetRequiredService<UserSessions>();
        var own = await sessions.BeginAsync(owner, "Firefox, Linux", "127.0.0.1", default);
        var me = new SignedInUser(Actor.Person(owner.Workspace, owner.UserId, owner.Name, Role.Owner, own));
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserAccounts>();

        Assert.IsType<AccountResult.WrongCredentials>(await accounts.ChangePasswordAsync(me, "forkert adgangskode", "en helt anden sætning", default));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/"));
        Assert.Null(await accounts.ChangePasswordAsync(me, TestApp.Password, "en helt anden sætning", default));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(other, "/"));
        Assert.Equal(own, Assert.Single(await sessions.OpenAsync(me, default)).Id);
        using var client = app.CreateClient();
        using var old = await TestApp.SignInAsync(client);
        using var changed = await TestApp.SignInAsync(client, "en helt anden sætning");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (old.StatusCode, changed.StatusCode));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("curl/8.5", "")]
    [InlineData("<script>alert(1)</script> Chrome/", "Chrome")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari, macOS")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    public void Device_IsNamedAsPeopleKnowIt(string? userAgent, string expected) => Assert.Equal(expected, DeviceName.Of(userAgent));

    private TestApp Start() => TestApp.Start(services: services => services.AddSingleton<TimeProvider>(clock));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Signs in once more, and answers what a thief would take along.</summary>
    private static async Task<string> CookiesAsync(TestApp app)
    {
        var jar = new CookieContainer();
        using var victim = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = app.Url };
        (await TestApp.SignInAsync(victim)).Dispose();
        return jar.GetCookieHeader(app.Url);
    }
}
